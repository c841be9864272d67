package severity

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestMistyped(t *testing.T) {
	tests := map[string]string{
		"critcal": "critical", "ciritcal": "critical", "critial": "critical", "cricital": "critical", "Critcal": "critical", "criticall": "critical",
		"warnning": "warning", "waring": "warning", "wanring": "warning", "warnin": "warning", "WARNIG": "warning", "warring": "warning",
		"inffo": "info", "infoo": "info", "eror": "error", "emergancy": "emergency", "tiket": "ticket",
	}
	for value, want := range tests {
		require.Equal(t, want, mistyped(value), value)
	}
	for _, value := range []string{
		"critical", "CRITICAL", "warning", "info", "none", "page", "warn", "crit", "inf", "high", "low", "medium", "major", "minor", "moderate", "P1", "p2",
		"sev1", "sev-2", "critical2", "warning-low", "error", "errors", "err", "notify", "ticket", "information", "critique", "warnung", "severe", "urgent", "debug",
		"1", "", "ok", "disaster", "fatal", "average", "not_classified", "info!", "alert", "emerg", "morning", "opsgenie", "slack", "watchdog", "heartbeat", "in",
	} {
		require.Empty(t, mistyped(value), value)
	}
}
