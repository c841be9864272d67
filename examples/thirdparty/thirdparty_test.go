package thirdparty_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"

	"example.com/alerts/thirdparty"
)

const minute = time.Minute

// TestMain fails the tests of this package if they leave a branch of an alert out.
func TestMain(m *testing.M) { cover.Main(m, 100) }

// queue returns the series of the queue mails in a cluster.
func queue(cluster, env string, waiting, paused, messages, failed promtest.Timeline) []promtest.Series {
	labels := `{queue="mails", cluster="` + cluster + `", env="` + env + `"}`
	return []promtest.Series{
		{Metric: "queue_messages_ready" + labels, Timeline: waiting},
		{Metric: "queue_paused" + labels, Timeline: paused},
		{Metric: "queue_messages_total" + labels, Timeline: messages},
		{Metric: "queue_messages_failed_total" + labels, Timeline: failed},
	}
}

func TestChangedRules(t *testing.T) {
	none, yes, busy := promtest.Const(0), promtest.Const(1), promtest.Counter(100)
	labels := func(severity string) promtest.Labels {
		return promtest.Labels{"severity": severity, "cluster": "a", "queue": "mails", "team": "messaging"}
	}
	tests := map[string]struct {
		series []promtest.Series
		want   []promtest.Expectation
	}{
		"five thousand messages are critical after ten minutes, and the text says so": {
			queue("a", "prod", promtest.Const(5001), none, busy, none),
			[]promtest.Expectation{
				promtest.Pending{Alert: "QueueBacklog", Labels: labels("critical"), To: 10 * minute},
				promtest.Firing{Alert: "QueueBacklog", Labels: labels("critical"), From: 10 * minute,
					Annotations: promtest.Labels{"summary": "More than 5000 messages wait."}},
				promtest.Pending{Alert: "QueueBacklog", Labels: labels("warning"), To: 30 * minute},
				promtest.Firing{Alert: "QueueBacklog", Labels: labels("warning"), From: 30 * minute,
					Annotations: promtest.Labels{"summary": "More than 1000 messages wait."}},
			},
		},
		"a cluster whose queue is paused does not hide another's": {
			append(queue("a", "prod", promtest.Const(1001), none, busy, none), queue("b", "prod", promtest.Const(9000), yes, busy, none)...),
			[]promtest.Expectation{
				promtest.Pending{Alert: "QueueBacklog", Labels: labels("warning"), To: 30 * minute},
				promtest.Firing{Alert: "QueueBacklog", Labels: labels("warning"), From: 30 * minute},
			},
		},
		"nine percent of failures are a warning after half an hour": {
			queue("a", "prod", none, none, busy, promtest.Counter(9)),
			[]promtest.Expectation{
				promtest.Pending{Alert: "QueueMessagesFail", From: minute, To: 31 * minute},
				promtest.Firing{Alert: "QueueMessagesFail", Labels: labels("warning"), From: 31 * minute, Annotations: promtest.Labels{
					"summary":     "More than 8% of the messages of a queue have failed for more than 30 minutes.",
					"description": "9% of the messages of mails fail.",
				}},
			},
		},
		"what heals in time wakes nobody": {
			queue("a", "prod", promtest.Const(9000).For(9*minute).Then(none), none, busy, promtest.Counter(20).For(20*minute).Continue(0)),
			[]promtest.Expectation{
				promtest.Pending{Alert: "QueueBacklog", Labels: labels("critical"), To: 9 * minute},
				promtest.Pending{Alert: "QueueBacklog", Labels: labels("warning"), To: 9 * minute},
				promtest.Pending{Alert: "QueueMessagesFail", From: minute, To: 23 * minute},
			},
		},
		"seven percent are not": {queue("a", "prod", none, none, busy, promtest.Counter(7)), nil},
		"other environments are not looked at": {
			queue("a", "test", promtest.Const(20000), none, busy, busy), nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			promtest.Test{
				Rules:  thirdparty.Rules(),
				Series: test.series,
				End:    time.Hour,
				Want:   append(test.want, promtest.NothingElse()),
			}.Run(t)
		})
	}
}
