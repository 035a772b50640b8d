// Package telegramtest plays Telegram, strictly: what the real Bot API would
// refuse, it refuses.
//
// A [Telegram] holds chats and a queue of updates. The member's side is played
// through a [Chat] (what they say, press, edit, block), the bot's side through
// HTTP: [Telegram.Do] answers in memory, so that tests may run inside a
// testing/synctest bubble, and [Telegram.ServeHTTP] answers the same over a
// network. It starts no goroutine of its own.
//
// Where the documentation and the servers differ, the stricter of the two is
// played: a bare "&" or ">" in HTML is refused because the documentation asks
// for it to be escaped, and so are pre and code combined with other formatting,
// links Telegram would silently drop, unknown names in allowed_updates, and
// photos of the bot that are neither PNG nor JPEG.
// Markdown, inline messages, media groups and business accounts are not played;
// calls that need them are refused.
//
// Calls that failed through the bot's own fault are kept in
// [Telegram.Refusals], so that a test can ask for none. What the bot could not
// help is refused as well but not listed: a member who blocked it or is gone, a
// revoked token, a scripted [Fault], a callback query answered over 15 minutes
// after it was pressed (the bot cannot know its age).
//
// Method names are matched without regard to case, parameters are read from the
// query string and from multipart, urlencoded and JSON bodies.
package telegramtest
