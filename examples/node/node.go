package node

import "github.com/promwright/promwright/rules"

// Groups returns the rule groups of this package, in the order in which they are evaluated.
func Groups() rules.Groups {
	return rules.Groups{
		{Name: "node-filesystem", Rules: []rules.Rule{FilesystemAlmostFull}},
		{Name: "node-disk", Rules: []rules.Rule{DiskWriteLatency}},
		{Name: "node-cpu", Rules: []rules.Rule{CPUUtilisation, CPUSaturated}},
		{Name: "targets", Rules: []rules.Rule{TargetDown}},
	}
}
