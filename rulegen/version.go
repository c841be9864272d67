package rulegen

import (
	"fmt"
	"strconv"
	"strings"
)

// version is a version of Prometheus; zero is the newest.
type version struct{ major, minor int }

// What Prometheus knows since when.
var (
	limitSince         = version{2, 31}
	keepFiringForSince = version{2, 42}
	queryOffsetSince   = version{2, 53}
	groupLabelsSince   = version{3, 0}
	utf8NamesSince     = version{3, 0}
)

// parseVersion reads "2.50", "v2.50.1" or "3"; an empty text is the newest version.
func parseVersion(text string) (version, error) {
	if text == "" {
		return version{}, nil
	}
	parts := strings.Split(strings.TrimPrefix(text, "v"), ".")
	numbers := [3]int{}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if i >= len(numbers) || err != nil || n < 0 || part[0] == '+' {
			return version{}, fmt.Errorf("version %q of Prometheus is not like 2.50 or 3.1.0", text)
		}
		numbers[i] = n
	}
	if numbers[0] == 0 {
		return version{}, fmt.Errorf("version %q of Prometheus is below 1.0", text)
	}
	return version{numbers[0], numbers[1]}, nil
}

// has tells whether v knows what came with since.
func (v version) has(since version) bool {
	return v == version{} || v.major > since.major || v.major == since.major && v.minor >= since.minor
}

// String returns major.minor.
func (v version) String() string { return fmt.Sprintf("%d.%d", v.major, v.minor) }
