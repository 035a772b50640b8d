// Package picture draws two PNGs for a chat. A [Timeline] is the plan of the
// coming days: one row per local day that has something, the hours from 0 to 24
// across. [Moods] are what a member said of their mood: days across, 0 to 10
// upwards, and nothing made of it.
//
// It is pure: no clock, no disk, no network, no package state. The same input
// gives the same bytes. Every word in a picture comes from the caller, dates and
// clock times too.
//
// Bottom up: wall.go maps instants to local dates and wall-clock minutes, on
// days of 23 and 25 hours too; rows.go picks the days that get a row; place.go
// finds room for a mark's words; text.go cleans and shortens them; layout.go
// and legend.go give everything its place in pixels; ink.go holds colours,
// fonts and strokes; draw.go puts the layout on the canvas; palette.go makes the
// file small. The mood chart has days.go, moodlayout.go and mooddraw.go for its
// days, places and drawing, and shares the rest.
//
// Of gonum.org/v1/plot only the vg canvas is used. Importing the plot package
// itself would parse twelve fonts at program start and link 5 MB of them; here
// two fonts are linked and they are parsed when a picture is drawn.
package picture
