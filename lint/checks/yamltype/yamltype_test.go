package yamltype

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v2"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

// TestTypeOfPlain compares with the library that kubectl reads YAML with.
func TestTypeOfPlain(t *testing.T) {
	texts := []string{
		"1", "007", "010", "09", "1.0", ".5", "1.", "1e3", "1_000", "0x1F", "0x", "0b1", "-0b1", "0o7", "+1", "-1", "-0", "_1", "1,000", "1__0", "+.5", "._5",
		"18446744073709551615", "99999999999999999999", "1e400", ".inf", "-.Inf", ".NaN", "NaN", "inf", ".e", "+", ".",
		"on", "On", "oN", "ON", "off", "yes", "no", "y", "n", "Y", "N", "true", "True", "tRue", "false",
		"2024-01-01", "2024-01-01T00:00:00Z", "1:30", "12:30:45", "critical", "v1", "1d", "1.2.3", "5m", "1h30m", "-5m", "=",
	}
	for _, text := range texts {
		t.Run(text, func(t *testing.T) {
			var read any
			require.NoError(t, yaml.Unmarshal([]byte(text), &read))
			want := ""
			switch read.(type) {
			case bool:
				want = boolean
			case int, int64, uint64, float64:
				want = number
			case string, time.Time, nil:
			default:
				t.Fatalf("%T", read)
			}
			require.Equal(t, want, typeOfPlain(text))
		})
	}
}
