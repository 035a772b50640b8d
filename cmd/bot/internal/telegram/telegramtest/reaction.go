package telegramtest

import (
	"slices"
	"strings"
)

// reactions are the emoji a message may get, spelled as in the Bot API's
// ReactionTypeEmoji: without variation selectors.
var reactions = strings.Fields(`
	👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
	😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡`)

// setMessageReaction sets the bot's one reaction, or takes it back. It does not
// count as a message.
func (t *Telegram) setMessageReaction(c *call) (any, *failure) {
	var list []struct{ Type, Emoji string }
	if f := c.nested("reaction", &list); f != nil {
		return nil, f
	}
	emoji := ""
	switch {
	case len(list) > 1:
		return nil, badRequest("REACTIONS_TOO_MANY")
	case len(list) == 1 && (list[0].Type != "emoji" || !slices.Contains(reactions, list[0].Emoji)):
		return nil, badRequest("REACTION_INVALID")
	case len(list) == 1:
		emoji = list[0].Emoji
	}
	chat, m, f := t.target(c, "react")
	if f != nil {
		return nil, f
	}
	if f := chat.reachable(); f != nil {
		return nil, f
	}
	m.Reaction = emoji
	t.touch()
	return true, nil
}
