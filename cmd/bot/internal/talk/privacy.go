package talk

func (s *step) pressPrivacy(p Press, at Pressed) (notice Screen, known bool) {
	if p.Verb != "forget" {
		return notice, false
	}
	switch p.Args[0] {
	case "yes":
		s.do(Forget{screen("forget.done")})
	case "no":
		s.do(Change{at.Message, screen("forget.kept")})
	default:
		return notice, false
	}
	s.settle()
	return notice, true
}
