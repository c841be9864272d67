package rules_test

import (
	"fmt"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// alertWith returns a set of one alert, A.
func alertWith(expr, pending, summary string) *rules.Loaded {
	file := fmt.Sprintf("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: %q\n    for: %s\n    annotations: {summary: %s}\n", expr, pending, strconv.Quote(summary))
	return rules.Load(fstest.MapFS{"a.yaml": {Data: []byte(file)}}, "a.yaml")
}

func spelled(n promql.Num) string { return strconv.FormatFloat(float64(n), 'f', -1, 64) }

// TestTextsFollowThresholds shows in which forms a text may say the threshold, and what it says then.
func TestTextsFollowThresholds(t *testing.T) {
	tests := map[string]struct {
		from, to promql.Num
		text     string
		want     string // "": an error
	}{
		"percent":                    {5, 8, "Less than 5% left.", "Less than 8% left."},
		"a ratio in percent":         {0.05, 0.08, "Less than 5% left.", "Less than 8% left."},
		"percent as a word":          {0.9, 0.85, "Over 90 percent, 99th percentile", "Over 85 percent, 99th percentile"},
		"a ratio":                    {0.05, 0.08, "Less than 0.05 left", "Less than 0.08 left"},
		"what is left of a ratio":    {0.8, 0.7, "less than 20% are free", "less than 30% are free"},
		"what is left of 100":        {95, 99, "more than 5% fail", "more than 1% fail"},
		"days of seconds":            {604800, 1209600, "expires in less than 7.0 days", "expires in less than 14.0 days"},
		"hours of seconds":           {7200, 3600, "not seen for 2 hours", "not seen for 1 hour"},
		"milliseconds":               {0.25, 0.5, "slower than 250ms", "slower than 500ms"},
		"seconds":                    {0.05, 0.1, "off by more than 0.05s.", "off by more than 0.10s."},
		"bytes":                      {1 << 30, 3 << 30, "less than 1GiB", "less than 3GiB"},
		"decimal bytes":              {5e8, 1e9, "less than 500MB", "less than 1000MB"},
		"in an action":               {43200, 86400, `after {{ "43200" | humanizeDuration }}`, `after {{ "86400" | humanizeDuration }}`},
		"a number":                   {500, 1000, "500 faults per second", "1000 faults per second"},
		"no number":                  {5, 8, "It is full.", "It is full."},
		"other numbers":              {5, 8, "in the last 5 scrapes, v1.5, 5xx, 15, 5.5, http://a:5/5, 10.0.0.5", "in the last 5 scrapes, v1.5, 5xx, 15, 5.5, http://a:5/5, 10.0.0.5"},
		"in other actions":           {5, 8, "{{ $labels.a5 }} {{ if gt $value 5.0 }}{{ end }}", "{{ $labels.a5 }} {{ if gt $value 5.0 }}{{ end }}"},
		"another unit":               {5, 8, "5 minutes, 5GB", "5 minutes, 5GB"},
		"behind a range":             {5, 8, "more than 5 in 10m", "more than 8 in 10m"},
		"the last minutes":           {600, 1200, "nothing in the last 10 minutes", "nothing in the last 20 minutes"},
		"thousands":                  {100000, 150000, "over 100k", "over 150k"},
		"a blank before the sign":    {0.05, 0.08, "Less than 5 % left", "Less than 8 % left"},
		"one that does not break":    {0.05, 0.08, "Less than 5\u00a0% left", "Less than 8\u00a0% left"},
		"bytes per second":           {1e9, 2e9, "over 1GB/s", "over 2GB/s"},
		"thousands per second":       {10000, 20000, "over 10k/s.", "over 20k/s."},
		"per minute":                 {5, 8, "over 5/min", "over 8/min"},
		"computed decimals":          {0.3, 0.6, "over 0.29999999999999999 seconds", "over 0.6 seconds"},
		"commas":                     {1000, 1500000, "over 1,000 requests", "over 1,500,000 requests"},
		"commas and a minus":         {1000, -500, "over 1,000", "over -500"},
		"commas, no more":            {1000, 500.5, "over 1,000.", "over 500.5."},
		"days and hours":             {7, 24, "24/7", "24/7"},
		"twice":                      {5, 8, "5 of 5", ""},
		"not in few digits":          {86400, 100000, "older than 1 day", ""},
		"what for says, too":         {900, 1800, "older than 15 minutes", ""},
		"a threshold that stays":     {5, 5, "5 of 5", "5 of 5"},
		"a minus is another number":  {5, 8, "-5", "-5"},
		"a number that has thousand": {5, 8, "5,000 of 1,5", "5,000 of 1,5"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			set := alertWith("a > "+spelled(test.from), "15m", test.text)
			set.Alert("A").Threshold(test.to)
			groups, err := set.Plain()
			if test.want == "" {
				require.ErrorContains(t, err, "rules: alert A: Threshold: annotation summary")
				require.ErrorContains(t, err, "give the text with Annotation before")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, groups[0].Rules[0].Annotations["summary"])
			require.Equal(t, "a > "+spelled(test.to), groups[0].Rules[0].Expr)
		})
	}
}

// TestTextsFollowInHours shows that a threshold in hours is one if the expression makes it so.
func TestTextsFollowInHours(t *testing.T) {
	set := alertWith("(time() - a) / 3600 > 24", "15m", "not for 24 hours")
	set.Alert("A").Threshold(36)
	require.Equal(t, "not for 36 hours", ruleOf(t, set, "A")[0].Annotations["summary"])

	set = alertWith("increase(a[10m]) > 600", "15m", "600 in the last 10 minutes")
	set.Alert("A").Threshold(700)
	require.Equal(t, "700 in the last 10 minutes", ruleOf(t, set, "A")[0].Annotations["summary"])
}

// TestTextsOfParts shows that a text which says a part of the threshold is an error once there is another: nobody can tell what it would say.
func TestTextsOfParts(t *testing.T) {
	tests := map[string]struct{ expr, text, want string }{
		"a part":               {"a > 0.9 * 1000", "over 90% of all 1000", ""},
		"a percent":            {"a > 0.9 * 1000", "over 90 % of them", ""},
		"the threshold":        {"a > 0.9 * 1000", "over 900", "over 950"},
		"a part and all of it": {"a > 0.9 * 1000", "over 900, 90%", ""},
		"a time":               {"a > 7 * 24 * 60 * 60", "seen in the last 60 seconds, in 24 hours", "seen in the last 60 seconds, in 24 hours"},
		"another number":       {"a * 90 > 9 * 100", "over 90", "over 90"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			set := alertWith(test.expr, "15m", test.text)
			set.Alert("A").Threshold(950)
			groups, err := set.Plain()
			if test.want == "" {
				require.ErrorContains(t, err, "rules: alert A: Threshold: annotation summary")
				require.ErrorContains(t, err, "give the text with Annotation before")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, groups[0].Rules[0].Annotations["summary"])
		})
	}
	set := alertWith("a > 0.9 * 1000", "15m", "over 90%")
	set.Alert("A").Threshold(950)
	_, err := set.Plain()
	require.ErrorContains(t, err, `annotation summary: "90%" says 0.9, one of several numbers that the threshold was computed from: give the text with Annotation before`)
}

// TestGivenTextsStay asserts that texts that were given here do not follow: only whoever wrote the alert can have meant the old threshold.
func TestGivenTextsStay(t *testing.T) {
	set := alertWith("a > 5", "15m", "5 of 5")
	set.Alert("A").Annotation("summary", "8 of 5").Annotation("more", "5").Threshold(8)
	require.Equal(t, map[string]string{"summary": "8 of 5", "more": "5"}, ruleOf(t, set, "A")[0].Annotations)
	set = alertWith("a > 5", "15m", "5 of 5")
	set.Alert("A").Each(func(a *rules.Alert) { a.Summary = "for 15m" }).For(time.Hour)
	require.Equal(t, "for 15m", ruleOf(t, set, "A")[0].Annotations["summary"])
	set = alertWith("a > 5", "15m", "above 5 for 15m")
	set.Alert("A").Threshold(6).For(time.Hour).Threshold(7)
	require.Equal(t, "above 7 for 1h", ruleOf(t, set, "A")[0].Annotations["summary"])
}

// TestTextsFollowFor shows in which forms a text may say for how long an alert is pending.
func TestTextsFollowFor(t *testing.T) {
	tests := map[string]struct {
		expr, pending string
		to            time.Duration
		text          string
		want          string // "": an error
	}{
		"minutes":                {"a > 5", "15m", time.Hour, "for more than 15 minutes.", "for more than 60 minutes."},
		"one hour":               {"a > 5", "1h", 2 * time.Hour, "waits longer than 1 hour", "waits longer than 2 hours"},
		"not in whole minutes":   {"a > 5", "15m", 90 * time.Second, "for 15 minutes", "for 90 seconds"},
		"a sign":                 {"a > 5", "15m", 90 * time.Minute, "for at least 15m.", "for at least 1h30m."},
		"several signs":          {"a > 5", "1h30m", 15 * time.Minute, "for 1h30m, now", "for 15m, now"},
		"the last minutes":       {"rate(a[5m]) > 5", "15m", time.Hour, "for the last 15 minutes", "for the last 60 minutes"},
		"unless that is a range": {"rate(a[15m]) > 5", "15m", time.Hour, "errors in the last 15 minutes", "errors in the last 15 minutes"},
		"in minutes, of a range": {"increase(a[5m]) > 5", "5m", time.Hour, "5 times in 5 minutes, for 300 seconds", "5 times in 5 minutes, for 3600 seconds"},
		"in minutes, of none":    {"a > 5", "5m", time.Hour, "not in 5 minutes", "not in 60 minutes"},
		"what comes next":        {"a > 5", "1h", time.Minute, "full within 1h, in the next 1h", "full within 1h, in the next 1h"},
		"other numbers":          {"a > 5", "15m", time.Hour, "15 of 15%, 15 files", "15 of 15%, 15 files"},
		"twice":                  {"a > 5", "15m", time.Hour, "15m and 15 minutes", ""},
		"the threshold, too":     {"a > 900", "15m", time.Hour, "older than 15 minutes", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			set := alertWith(test.expr, test.pending, test.text)
			set.Alert("A").For(test.to)
			groups, err := set.Plain()
			if test.want == "" {
				require.ErrorContains(t, err, "rules: alert A: For: annotation summary")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, groups[0].Rules[0].Annotations["summary"])
			require.Equal(t, test.to, groups[0].Rules[0].For)
		})
	}
}
