package cli

import (
	"bytes"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestProgress(t *testing.T) {
	const erase = "\r\x1b[K"
	type step struct {
		after time.Duration
		files int
	}
	tests := map[string]struct {
		steps []step
		want  string
	}{
		"a short run":                 {[]step{{time.Second / 2, 600}, {time.Second / 3, 604}}, ""},
		"a run without a file":        {nil, ""},
		"a second has passed":         {[]step{{time.Second, 312}}, erase + "checking 312 of 1,204 files" + erase},
		"not drawn for every file":    {[]step{{time.Second, 1}, {time.Millisecond, 1}, {time.Millisecond, 1}, {time.Second, 1}}, erase + "checking 1 of 1,204 files" + erase + "checking 4 of 1,204 files" + erase},
		"the last file is drawn":      {[]step{{time.Second, 1}, {time.Millisecond, 1203}}, erase + "checking 1 of 1,204 files" + erase + "checking 1,204 of 1,204 files" + erase},
		"without a file for a second": {[]step{{time.Second, 0}}, erase + "checking 0 of 1,204 files" + erase},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			now := time.Unix(1, 0)
			p := startProgress(&out, "checking", 1204, func() time.Time { return now })
			for _, s := range test.steps {
				now = now.Add(s.after)
				p.Add(s.files)
			}
			p.Done()
			p.Done()
			now = now.Add(time.Hour)
			p.Add(1) // late: writes nothing
			require.Equal(t, test.want, out.String())
		})
	}
}

func TestProgressMakesRoom(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1, 0)
	p := startProgress(&out, "testing", 3, func() time.Time { return now })
	line := func() { out.WriteString("PASS\n") }
	p.Above(line)
	now = now.Add(time.Second)
	p.Add(1)
	p.Above(line)
	p.Above(line)
	p.Add(1)
	p.Done()
	p.Above(line)
	require.Equal(t, "PASS\n\r\x1b[Ktesting 1 of 3 files\r\x1b[KPASS\nPASS\n\r\x1b[Ktesting 2 of 3 files\r\x1b[KPASS\n", out.String())
}

func TestProgressNeedsATerminal(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	require.NoError(t, err)
	defer file.Close()
	p := newProgress(file, "checking", 10)
	p.start = time.Now().Add(-time.Hour)
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() { p.Add(1) })
	}
	group.Wait()
	p.Done()
	info, err := file.Stat()
	require.NoError(t, err)
	require.Zero(t, info.Size())
	require.NotPanics(t, func() { newProgress(&bytes.Buffer{}, "checking", 1).Done() })
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 100000: "100,000", 1234567: "1,234,567"} {
		require.Equal(t, want, grouped(n))
	}
}
