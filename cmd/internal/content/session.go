package content

import (
	"cmp"

	"artsfactory/cmd/internal/source"
)

// Session is an edition of the programme.
type Session struct {
	Entry
	Number       int                     `field:"number,required" range:"1 999"`
	Start        Date                    `field:"start,required"`
	End          Date                    `field:"end"`
	Seats        Optional[Count]         `field:"seats"`
	Age          Optional[Age]           `field:"age"`
	Applications Optional[Applications]  `field:"applications"`
	Disciplines  Optional[[]Discipline]  `field:"disciplines,required"`
	Places       Optional[[]Ref]         `field:"places" ref:"place"`
	OpenDays     Optional[[]Ref]         `field:"open_days" ref:"event"`
	Milestones   Optional[[]Milestone]   `field:"milestones"`
	Figures      Optional[[]Statistic]   `field:"figures"`
	Partners     Optional[[]Partner]     `field:"partners"`
	Team         Optional[[]TeamMember]  `field:"team"`
	Fee          Optional[LocalizedText] `field:"fee" text:"long"`
	Languages    Optional[[]Lang]        `field:"languages"`
	Status       string                  `field:"status" values:"announced open closing closed running over"`
}

// Age is whom a session is for, in years, both included; 0 where there is no bound.
type Age struct {
	Min int `field:"min" range:"1 120"`
	Max int `field:"max" range:"1 120"`
}

// Applications is how one applies to a session.
type Applications struct {
	Opens    Date                      `field:"opens" date:"time"`
	Deadline Date                      `field:"deadline" date:"time"`
	URL      Optional[URL]             `field:"url"`
	Send     Optional[[]LocalizedText] `field:"send" text:"long"`
	Next     Optional[[]LocalizedText] `field:"next" text:"long"`
}

// Discipline is what a session teaches.
type Discipline struct {
	Name    LocalizedText             `field:"name,required"`
	Modules Optional[[]LocalizedText] `field:"modules"`
}

// Milestone is a date of a session.
type Milestone struct {
	Date  Date          `field:"date,required" date:"time"`
	Label LocalizedText `field:"label,required"`
}

// Statistic is a number with what it counts.
type Statistic struct {
	Value      Optional[Count]         `field:"value,required"`
	Label      LocalizedText           `field:"label,required"`
	Definition Optional[LocalizedText] `field:"definition" text:"long"`
	Source     Optional[Citation]      `field:"source"`
}

// Partner is who works with a session.
type Partner struct {
	Name string                  `field:"name,required"`
	URL  Optional[URL]           `field:"url"`
	Role Optional[LocalizedText] `field:"role"`
}

// TeamMember is a person's part in a session.
type TeamMember struct {
	Person Ref                     `field:"person,required" ref:"person"`
	Role   Optional[LocalizedText] `field:"role"`
}

// orderSessions puts the newest first.
func orderSessions(*Site) func(a, b *Session) int {
	return func(a, b *Session) int { return cmp.Or(b.Number-a.Number, byWeight(&a.Entry, &b.Entry)) }
}

// sessionNumbers are the numbers of the live sessions, by identity.
func (s *Site) sessionNumbers() map[string]int {
	numbers := map[string]int{}
	for _, x := range s.Sessions {
		numbers[x.ID] = x.Number
	}
	return numbers
}

func (x *Session) rules(s *FrontMatter, d *decoder) {
	order(d, "start", x.Start, "end", x.End)
	order(d, "deadline", x.Applications.Value.Deadline, "start", x.Start)
	order(d, "opens", x.Applications.Value.Opens, "deadline", x.Applications.Value.Deadline)
	if a := x.Age.Value; x.Age.IsKnown() && a.Max != 0 && a.Max < a.Min {
		d.failAt(s.At("age"), source.Msg("the oldest age %d is below the youngest, %d",
			"l’âge maximal %d est sous l’âge minimal, %d", a.Max, a.Min),
			source.Msg("check both ages", "vérifiez les deux âges"))
	}
}

// check reports a number that another session has, and open days outside this one.
func (x *Session) check(c *checker) []source.Problem {
	var ps []source.Problem
	for _, o := range x.OpenDays.Value {
		if e, _ := c.site.all[key{EventKind, o.ID}].(*Event); e != nil {
			ps = append(ps, x.checkOpenDay(o, e)...)
		}
	}
	other := c.numbers[x.Number]
	c.numbers[x.Number] = x.Path()
	if other == "" || x.Number < 1 {
		return ps
	}
	p := x.Files[0].At("number")
	return append(ps, source.Problem{Path: x.Path(), Line: p.Line, Col: p.Col,
		What: source.Msg("edition %d is already %s", "l’édition %d est déjà %s", x.Number, other),
		Hint: source.Msg("give one of the two another number", "donnez à l’une des deux un autre numéro")})
}

// checkOpenDay reports an open day that is after the session, or a year and more before it.
func (x *Session) checkOpenDay(o Ref, e *Event) []source.Problem {
	late := x.End.Known() && e.Start.Known() && !e.Start.From().Before(x.End.To())
	early := x.Start.Known() && e.Start.Known() && !e.Start.To().After(x.Start.From().AddDate(-1, 0, 0))
	if !late && !early {
		return nil
	}
	return []source.Problem{{Path: x.Path(), Line: o.Pos.Line, Col: o.Pos.Col,
		What: source.Msg("the open day %s (%s) is outside the edition (%s to %s)",
			"la journée ouverte %s (%s) est hors de l’édition (%s à %s)", o.ID, e.Start, x.Start, x.End),
		Hint: source.Msg("correct “start:” in %s, or the dates here",
			"corrigez « start: » dans %s, ou les dates d’ici", e.Path())}}
}

// DisciplineNames are what meetings call the disciplines that a session teaches; x may be nil.
func (x *Session) DisciplineNames() []string {
	if x == nil {
		return nil
	}
	names := make([]string, len(x.Disciplines.Value))
	for i, d := range x.Disciplines.Value {
		names[i], _ = d.Name.In(0)
	}
	return names
}
