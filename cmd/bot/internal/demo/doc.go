// Package demo is a web page that plays Telegram.
//
// The page shows a few phones side by side, one per member, with the real bot
// behind them: what is typed on a phone reaches the bot through
// [telegramtest.Telegram], and what the bot sends appears on the phone. A
// [Clock] that can be moved ahead makes a week of nudges a matter of minutes.
//
// [Server.Handler] serves one page, page.html, with its style and script
// inside, and the JSON it lives on:
//
//	GET  /api/state?version=V                    everything there is to show; waits while it is still V
//	GET  /api/members/{id}/files/{message}       a document or a picture the bot sent
//	POST /api/members                            the next newcomer arrives
//	POST /api/members/{id}/say                   {"text"}
//	POST /api/members/{id}/reply                 {"message", "text"}
//	POST /api/members/{id}/edit                  {"message", "text"}
//	POST /api/members/{id}/press                 {"message", "data"}
//	POST /api/members/{id}/send                  {"kind", "caption"}: voice, photo or sticker, without content
//	POST /api/members/{id}/block                 {"blocked"}
//	POST /api/clock/hour                         an hour passes
//	POST /api/clock/next                         time passes until the earliest nudge of anybody is due
//
// A POST answers 204, or an error as {"error": "…"} that the page shows as it
// is. The version of a state is a digest of it, so a state seen once is never
// confused with another, not even over a restart of the program.
//
// The page is for the person at this machine only. Requests must name the
// loopback host, which defeats DNS rebinding, and changes must come from the
// page itself, which defeats other web pages. The page loads nothing from the
// network, and its policy forbids scripts and styles other than its own as well
// as turning text into markup.
package demo
