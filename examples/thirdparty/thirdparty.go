// Package thirdparty changes alerts that someone else wrote. Their files stay as they were published, so that a new version replaces
// them; what is different here is said below, and what of it a new version makes void is an error.
package thirdparty

import (
	"embed"
	"time"

	"github.com/promwright/promwright/rules"
)

//go:embed upstream/*.yaml
var upstream embed.FS

// Rules returns the rules of the message queue as they are used here.
func Rules() *rules.Loaded {
	set := rules.Load(upstream, "upstream/*.yaml")

	// Five thousand messages take half an hour to work off: somebody has to look soon.
	set.Alert("QueueBacklog", `severity="critical"`).Threshold(5000).For(10 * time.Minute)

	// Retries make up for some failures. Nobody is woken up for the rest.
	set.Alert("QueueMessagesFail").Threshold(0.08).For(30 * time.Minute).Severity(rules.Warning)

	// There is a watchdog already.
	set.Alert("QueueWatchdog").Drop()

	// One Prometheus watches several clusters: only this one's queues, and each cluster's by themselves.
	set.Rules().Where(`env="prod"`).By("cluster")
	set.Alerts().Label("team", "messaging")
	return set
}
