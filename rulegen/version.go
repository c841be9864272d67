package rulegen

import (
	"fmt"
	"strconv"
	"strings"
)

// version is a version of a program; zero is the newest, and as the first that knows something, every one.
type version struct{ major, minor int }

// program is what reads rules, and what it knows since when.
type program struct {
	name          string
	limit         version
	keepFiringFor version
	queryOffset   version
	groupLabels   version
	utf8Names     version // of labels and metrics

	strategies bool // it knows partial_response_strategy
	tenants    bool // it knows source_tenants
	templates  bool // it takes labels and annotations for templates with the functions of Prometheus
}

var (
	prometheus = program{
		name:          "Prometheus",
		limit:         version{2, 31},
		keepFiringFor: version{2, 42},
		queryOffset:   version{2, 53},
		groupLabels:   version{3, 0},
		utf8Names:     version{3, 0},
		templates:     true,
	}
	thanos = program{
		name:          "Thanos",
		limit:         version{0, 24},
		keepFiringFor: version{0, 34},
		queryOffset:   version{0, 38},
		groupLabels:   version{0, 39},
		utf8Names:     version{0, 39},
		strategies:    true,
		templates:     true,
	}
	mimir   = program{name: "Mimir", tenants: true, templates: true}
	vmalert = program{name: "vmalert"}
)

// reader is a program in a version.
type reader struct {
	program
	version version
	json    bool // an operator or a chart makes YAML from JSON on the way
}

// viaJSON returns the reader behind an operator, or a chart.
func (r reader) viaJSON() reader {
	r.json = true
	return r
}

// newest is the newest version of the program.
func (p program) newest() reader { return reader{program: p} }

// at reads "2.50", "v2.50.1" or "3"; an empty text is the newest version.
func (p program) at(text string) (reader, error) {
	if text == "" {
		return p.newest(), nil
	}
	parts := strings.Split(strings.TrimPrefix(text, "v"), ".")
	numbers := [3]int{}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if i >= len(numbers) || err != nil || n < 0 || part[0] == '+' {
			return reader{}, fmt.Errorf("version %q of %s is not like 2.50 or 3.1.0", text, p.name)
		}
		numbers[i] = n
	}
	v := version{numbers[0], numbers[1]}
	if oldest := p.oldest(); !v.has(oldest) || v == (version{}) {
		return reader{}, fmt.Errorf("version %q of %s is below %v", text, p.name, oldest)
	}
	return reader{program: p, version: v}, nil
}

// oldest returns the oldest version that can be told.
func (p program) oldest() version {
	if p.limit.major == 0 {
		return version{0, 1}
	}
	return version{1, 0}
}

// knows tells whether the reader knows what came with since.
func (r reader) knows(since version) bool { return r.version == version{} || r.version.has(since) }

// has tells whether v is since, or later.
func (v version) has(since version) bool {
	return v.major > since.major || v.major == since.major && v.minor >= since.minor
}

// String returns major.minor.
func (v version) String() string { return fmt.Sprintf("%d.%d", v.major, v.minor) }
