// Package telegram is the only one that knows Telegram: it asks for updates,
// reads them as events of package talk, and sends what package talk has drawn.
// Telegram's errors become ours here, in one place.
//
// Asking for updates is our own work, because asking for the next update makes
// Telegram forget the one before: it is done only after that one has been
// stored. Sending goes through github.com/go-telegram/bot.
package telegram
