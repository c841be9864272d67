package placeholder

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestUnfilled(t *testing.T) {
	for _, text := range []string{
		"", "  ", "TODO", "todo", "tbd.", "TBD", "FIXME: write this", "Disk is full. TODO runbook", "https://wiki.acme.io/TODO", "changeme", "<description>", "[runbook url]",
		"<Your description>", "Description here", "Insert description here.", "your summary goes here", "summary", "Summary.", "Lorem ipsum dolor sit amet", "...", "???",
		"{description}", "__SUMMARY__",
	} {
		_, _, why := unfilled("summary", text)
		require.NotEmpty(t, why, text)
	}
	for _, text := range []string{
		"Disk is full", "todo-app is down", "The todo service is down", "{{ $labels.instance }}", "{{ $labels.TODO }}", "TBDB is down", "<!channel>", "<@U024BE7LH>",
		"<https://acme.io|runbook>", "N/A", "none", "-", "Add a node here", "Look here", "Description of the disk", "5XX errors", "XXX errors", "message queue is full",
		"See the summary", "Alert TODOS_TOO_MANY",
	} {
		_, _, why := unfilled("summary", text)
		require.Empty(t, why, text)
	}
}

// FuzzUnfilled looks at anything.
func FuzzUnfilled(f *testing.F) {
	for _, text := range []string{"TODO", "a TODO {{ b", "<summary>", "summary here", " ", "lorem ipsum"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if from, to, _ := unfilled("summary", text); from < 0 || from > to || to > len(text) {
			t.Errorf("%q: %d to %d is not in it", text, from, to)
		}
	})
}
