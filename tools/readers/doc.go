// Package readers holds generated files against the programs that read them: its tests give the files of rulegen/testdata,
// which the tests of rulegen keep fresh, to the code with which those programs load their configuration.
//
// The programs want versions of each other that do not go together with those of the library, hence a module of its own.
package readers
