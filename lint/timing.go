package lint

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Timing adds up what a run spends on what. It is safe for concurrent use; what runs at the same time counts twice.
type Timing struct {
	mutex sync.Mutex
	spent map[string]time.Duration
}

// Spent is the time that a run spent on something.
type Spent struct {
	On   string // a check, or one of those below
	Time time.Duration
}

// What a run spends time on beside checks.
const (
	Reading   = "(reading)"   // files, and parsing what is in them
	Inference = "(inference)" // what expressions can yield, for all checks
)

// Measure calls f, and adds the time that it takes to what is spent. A nil Timing only calls it.
func (t *Timing) Measure(on string, f func()) {
	if t == nil {
		f()
		return
	}
	start := time.Now()
	f()
	t.add(on, time.Since(start))
}

func (t *Timing) add(on string, d time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.spent == nil {
		t.spent = map[string]time.Duration{}
	}
	t.spent[on] += d
}

// Spent returns what was spent, the most first.
func (t *Timing) Spent() []Spent {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	var all []Spent
	for on, d := range t.spent {
		all = append(all, Spent{on, d})
	}
	slices.SortFunc(all, func(a, b Spent) int { return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.On, b.On)) })
	return all
}
