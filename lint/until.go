package lint

import (
	"time"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// untilWord begins the end of a comment: "until 2027-01-31".
const untilWord = "until"

// until is the day with which a comment ends. The zero value is a comment without an end.
type until struct {
	from, to int  // of the day in the comment
	bad      bool // it is not one
	expired  bool // it is over
}

// inForce tells whether the comment may silence: one whose end is unknown does not.
func (u until) inForce() bool { return !u.bad && !u.expired }

// untilForm is the end of a comment and nothing else. What should be a day has no blank.
var untilForm = lazyregexp.New(`^` + untilWord + `(?:[ \t]+([^ \t]+))?$`)

// parseUntil reads what stands between the names and the reason of a comment, from its byte at on. It returns false if that
// is no end. The day is one of UTC, so that it is over everywhere at once.
func parseUntil(text string, at int, now time.Time) (until, bool) {
	m := untilForm.FindStringSubmatchIndex(text)
	if m == nil {
		return until{}, false
	}
	if m[2] < 0 { // the word alone
		return until{from: at, to: at + len(text), bad: true}, true
	}
	u := until{from: at + m[2], to: at + m[3]}
	day, err := time.Parse(time.DateOnly, text[m[2]:m[3]])
	u.bad = err != nil
	u.expired = err == nil && !now.Before(day.AddDate(0, 0, 1))
	return u, true
}
