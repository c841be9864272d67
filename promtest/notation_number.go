package promtest

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/value"
)

// parseValue reads what an item starts with: stale or a number.
func parseValue(s string) (v float64, rest string, err error) {
	word := s[:leading(s, isNameByte)]
	if word == "stale" {
		return math.Float64frombits(value.StaleNaN), s[len(word):], nil
	}
	return parseNumber(s)
}

// parseNumber reads a number with an optional sign: 1, -0.5, +1e-3, 1_000, Inf, NaN.
func parseNumber(s string) (v float64, rest string, err error) {
	unsigned := strings.TrimPrefix(s, "+")
	negative := strings.HasPrefix(s, "-")
	if negative {
		unsigned = s[1:]
	}
	n := leading(unsigned, isNameByte)
	switch word := unsigned[:n]; {
	case strings.EqualFold(word, "inf"):
		v = math.Inf(1)
	case strings.EqualFold(word, "nan"):
		v = math.NaN()
	default:
		n = numberLen(unsigned)
		v, err = number(unsigned[:n])
		if err != nil {
			return 0, "", fmt.Errorf("want a number, stale, _ or a histogram {{...}}")
		}
	}
	if negative {
		v = -v
	}
	return v, unsigned[n:], nil
}

// number reads an unsigned literal as PromQL does: 010 is 8.
func number(s string) (float64, error) {
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		return float64(n), nil
	}
	return strconv.ParseFloat(s, 64)
}

// numberLen returns the length of the decimal literal that s starts with. An x ends it: hexadecimal numbers
// would be taken for repetitions.
func numberLen(s string) int {
	i := 0
	for i < len(s) && strings.IndexByte("0123456789._eE", s[i]) >= 0 {
		if (s[i] == 'e' || s[i] == 'E') && i > 0 && i+1 < len(s) && (s[i+1] == '+' || s[i+1] == '-') {
			i++
		}
		i++
	}
	return i
}

// leading returns the length of the prefix of s whose bytes are all in set.
func leading(s string, set func(byte) bool) int {
	i := 0
	for i < len(s) && set(s[i]) {
		i++
	}
	return i
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
