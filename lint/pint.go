package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/rulefile"
)

// mute is a stretch of a file in which findings are not wanted.
type mute struct {
	from, to int      // offsets of the first and the last byte
	checks   []string // whose findings; nil: those of all
}

// covers tells whether what a check finds at an offset is not wanted.
func (m mute) covers(check string, at int) bool {
	return m.from <= at && at <= m.to && (m.checks == nil || slices.Contains(m.checks, check))
}

// pintForm takes a comment of pint apart: verb and value. Other comments may stand before it in the line.
var pintForm = lazyregexp.New(`(?:^|[^#])#[ \t]*pint[ \t]+` +
	`(ignore/file|ignore/line|ignore/next-line|ignore/begin|ignore/end|file/disable|disable|file/snooze|snooze)(?:[ \t]+(.*))?$`)

// pintCheck is the name of a check of pint; in parentheses may stand what it is disabled for, which is nothing to us.
var pintCheck = lazyregexp.New(`^(\w+/\w+)(?:\(.*\))?$`)

// pintMutes returns what the comments of pint in a file silence at the time now. Those that pint would not understand, and
// those about checks without a counterpart here, silence nothing: pint itself reports them.
func pintMutes(file *rulefile.File, now time.Time) []mute {
	if !bytes.Contains(file.Source, []byte("pint")) {
		return nil
	}
	p := pintReader{file: file, source: string(file.Source), now: now, begin: -1}
	for _, c := range p.comments() {
		p.comment(c)
	}
	if p.begin >= 0 {
		p.mute(p.begin, len(p.source), nil)
	}
	return p.found
}

// pintReader collects what the comments of a file silence.
type pintReader struct {
	file   *rulefile.File
	source string
	now    time.Time
	begin  int         // of the range of lines that is ignored, -1 outside one
	rules  []ruleLines // in order
	found  []mute
}

// ruleLines is where the first line of a rule begins and where its last one ends.
type ruleLines struct{ from, to int }

// pintComment is a comment that may be for pint.
type pintComment struct {
	*comment
	at   int        // its offset in the file
	rule *ruleLines // in whose expression it stands, nil for a comment of YAML
}

// comments returns the comments that may be for pint, in order, and notes where the rules are.
func (p *pintReader) comments() []pintComment {
	var found []pintComment
	for _, c := range p.file.Comments {
		if strings.Contains(c.Text, "pint") {
			found = append(found, pintComment{yamlComment(p.file, p.source, c.Span), c.Span.Start.Offset, nil})
		}
	}
	for rule := range p.file.Rules() {
		from, _ := line(p.source, rule.Span.Start.Offset)
		_, to := line(p.source, rule.Span.End.Offset)
		p.rules = append(p.rules, ruleLines{from, to})
		if !strings.Contains(rule.Expr.Value, "pint") {
			continue
		}
		for _, c := range promqlComments(p.file, p.source, rule.Expr) {
			found = append(found, pintComment{c, c.span(0, 0).Start.Offset, &ruleLines{from, to}})
		}
	}
	slices.SortStableFunc(found, func(a, b pintComment) int { return cmp.Compare(a.at, b.at) })
	slices.SortFunc(p.rules, func(a, b ruleLines) int { return cmp.Compare(a.from, b.from) })
	return found
}

func (p *pintReader) mute(from, to int, checks []string) {
	p.found = append(p.found, mute{from, to, checks})
}

// comment reads one comment.
func (p *pintReader) comment(c pintComment) {
	m := pintForm.FindStringSubmatch(strings.TrimRight(c.raw, " \t\r"))
	if m == nil {
		return
	}
	verb, value := m[1], m[2]
	if strings.HasPrefix(verb, "ignore/") {
		if value == "" {
			p.ignore(verb, c.at)
		}
		return
	}
	checks := p.checks(verb, value)
	if len(checks) == 0 {
		return
	}
	if strings.HasPrefix(verb, "file/") {
		p.mute(0, len(p.source), checks)
		return
	}
	rule := c.rule
	if rule == nil {
		rule = p.ruleOf(c)
	}
	if rule != nil {
		p.mute(rule.from, rule.to, checks)
	}
}

// ignore reads a comment about lines, which begins at byte at.
func (p *pintReader) ignore(verb string, at int) {
	from, to := line(p.source, at)
	switch verb {
	case "ignore/file":
		p.mute(from, len(p.source), nil)
	case "ignore/line":
		p.mute(from, to, nil)
	case "ignore/next-line":
		if to < len(p.source) {
			from, to = line(p.source, to+lineBreak(p.source, to))
			p.mute(from, to, nil)
		}
	case "ignore/begin":
		if p.begin < 0 {
			p.begin = from
		}
	case "ignore/end":
		if p.begin >= 0 {
			p.mute(p.begin, to, nil)
			p.begin = -1
		}
	}
}

// checks returns our names of the check that a comment disables; none if it is malformed, unknown, or snoozed until now.
func (p *pintReader) checks(verb, value string) []string {
	if strings.HasSuffix(verb, "snooze") {
		date, rest, _ := strings.Cut(value, " ")
		end, err := time.Parse(time.RFC3339, date)
		if err != nil {
			end, err = time.Parse(time.DateOnly, date)
		}
		if err != nil || !end.After(p.now) {
			return nil
		}
		value = strings.TrimSpace(rest)
	}
	m := pintCheck.FindStringSubmatch(value)
	if m == nil {
		return nil
	}
	for _, check := range pintChecks {
		if check.name == m[1] {
			return check.ours
		}
	}
	return nil
}

// ruleOf returns the rule that a comment of YAML is on, in, or at the foot of.
func (p *pintReader) ruleOf(c pintComment) *ruleLines {
	next, _ := slices.BinarySearchFunc(p.rules, c.at+1, func(r ruleLines, at int) int { return cmp.Compare(r.from, at) })
	if next < len(p.rules) && p.rules[next].from == c.from {
		return &p.rules[next]
	}
	if next == 0 {
		return nil
	}
	before := &p.rules[next-1]
	if foot, _ := below(p.source, before.to); c.at <= before.to || c.at < foot { // nothing but comments between them
		return before
	}
	return nil
}
