package cli

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/promwright/promwright/internal/nearest"
)

// shownAlerts are the values of --show: names of alerts, or globs. Safe for concurrent use.
type shownAlerts struct {
	patterns []string

	mutex sync.Mutex
	used  []bool          // of each pattern: an alert matched
	known map[string]bool // the alerts of the tests
}

// newShown checks the patterns.
func newShown(patterns []string) (*shownAlerts, error) {
	for _, p := range patterns {
		if _, err := path.Match(p, ""); err != nil {
			return nil, fmt.Errorf("--show %q is neither a name nor a glob", p)
		}
	}
	return &shownAlerts{patterns: patterns, used: make([]bool, len(patterns)), known: map[string]bool{}}, nil
}

// asked reports whether an alert is to be shown, and notes that it is there.
func (s *shownAlerts) asked(name string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.known[name] = true
	asked := false
	for i, p := range s.patterns {
		if ok, _ := path.Match(p, name); ok || p == name {
			s.used[i], asked = true, true
		}
	}
	return asked
}

// unused returns an error for each pattern that no alert matched.
func (s *shownAlerts) unused() error {
	if len(s.patterns) > 0 && len(s.known) == 0 {
		return fmt.Errorf("--show %s: no test that ran is about an alert", s.patterns[0])
	}
	var errs []error
	for i, p := range s.patterns {
		if !s.used[i] {
			errs = append(errs, fmt.Errorf("--show %s: no test that ran is about such an alert, %s", p, nearest.Hint(p, slices.Sorted(maps.Keys(s.known)))))
		}
	}
	return errors.Join(errs...)
}
