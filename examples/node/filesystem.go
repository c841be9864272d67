package node

import (
	"time"

	"github.com/promwright/promwright/rules"
)

// FilesystemAlmostFull fires on a writable filesystem with less than 20% of its space left for ten minutes.
var FilesystemAlmostFull = rules.Alert{
	Name:        "NodeFilesystemAlmostOutOfSpace-20",
	Expr:        fsAvail.Div(fsSize).Mul(100).Lt(20).And(fsReadonly.Eq(0)),
	For:         10 * time.Minute,
	Severity:    rules.Warning,
	Summary:     "Filesystem has less than 20% space left.",
	Description: `{{ $labels.mountpoint }} at {{ $labels.instance }} has {{ printf "%.2f" $value }}% left.`,
}
