package metrics

import "testing"

// BenchmarkIndex measures what asking for a first name costs a process.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		index := map[string]entry{}
		for _, exporter := range Exporters() {
			file, _ := catalogueFiles.ReadFile("catalogue/" + exporter + ".yaml")
			indexFile(index, string(file))
		}
	}
}

// BenchmarkParse measures what a name costs that was not asked for before.
func BenchmarkParse(b *testing.B) {
	line := `node_cpu_seconds_total: {type: counter, unit: seconds, labels: {cpu, mode: [idle, iowait, irq, nice, softirq, steal, system, user]}}`
	for b.Loop() {
		parseLine(line)
	}
}
