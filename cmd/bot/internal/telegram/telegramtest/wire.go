package telegramtest

// This file puts what the package holds into the Bot API's JSON.

// wire is the chat as a Chat.
func (c *Chat) wire() object {
	out := object{"id": c.ID, "type": c.kind}
	if c.kind == "private" {
		out["first_name"] = c.name
	} else {
		out["title"] = c.name
	}
	return out
}

// member is whoever writes in the chat, as a User. In a group it is one person
// with the group's id made positive.
func (c *Chat) member() object {
	out := object{"id": max(c.ID, -c.ID), "is_bot": false, "first_name": c.name}
	if c.language != "" {
		out["language_code"] = c.language
	}
	return out
}

// wireMessage is a message as a Message, with the one it replies to.
func (c *Chat) wireMessage(m *message) object {
	out := c.wireAlone(m)
	if to := c.find(m.ReplyTo); to != nil {
		out["reply_to_message"] = c.wireAlone(to)
	}
	return out
}

func (c *Chat) wireAlone(m *message) object {
	out := object{"message_id": m.ID, "date": m.At.Unix(), "chat": c.wire()}
	switch {
	case c.kind == "channel":
		out["sender_chat"] = c.wire()
	case m.FromBot:
		out["from"] = c.telegram.self()
	default:
		out["from"] = c.member()
	}
	if !m.Edited.IsZero() {
		out["edit_date"] = m.Edited.Unix()
	}
	text, entities := "text", "entities"
	if m.Kind != "" {
		text, entities = "caption", "caption_entities"
	}
	if m.Text != "" {
		out[text] = m.Text
	}
	if len(m.Entities) > 0 {
		out[entities] = wireEntities(m.Entities)
	}
	if len(m.Buttons) > 0 {
		out["reply_markup"] = object{"inline_keyboard": wireButtons(m.Buttons)}
	}
	if m.Protected {
		out["has_protected_content"] = true
	}
	if m.origin != nil {
		out["forward_origin"] = m.origin
	}
	for name, value := range m.media {
		out[name] = value
	}
	return out
}

func wireEntities(entities []Entity) []object {
	var out []object
	for _, e := range entities {
		o := object{"type": e.Type, "offset": e.Offset, "length": e.Length}
		if e.URL != "" {
			o["url"] = e.URL
		}
		out = append(out, o)
	}
	return out
}

func wireButtons(rows [][]Button) [][]object {
	var out [][]object
	for _, row := range rows {
		var line []object
		for _, b := range row {
			o := object{"text": b.Label}
			if b.Data != "" {
				o["callback_data"] = b.Data
			}
			if b.URL != "" {
				o["url"] = b.URL
			}
			line = append(line, o)
		}
		out = append(out, line)
	}
	return out
}
