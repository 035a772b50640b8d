package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the time zones, on machines that have none

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(command(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// A world is what a command meets outside the program.
type world struct {
	ctx            context.Context
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// commands are the subcommands, a file each.
type commands struct {
	Run   runCommand   `cmd:"" help:"Run the bot against Telegram."`
	Demo  demoCommand  `cmd:"" help:"Try the bot in a web page that plays Telegram. Nothing to set up, nothing is kept."`
	Check checkCommand `cmd:"" help:"Check the configuration: says what is wrong, or ok."`
	Plan  planCommand  `cmd:"" help:"Show what would be sent after a session, and when."`
}

// command runs one command line and returns the exit code: 0, 1 when it did
// not work, 2 when the command line itself was wrong.
func command(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	type exit int
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	parser, err := kong.New(&commands{}, kong.Name("bot"),
		kong.Description("afterglow sends members of a clinic a few kind nudges after a session, keeps what they write back, and stops when they ask."),
		kong.Writers(stdout, stderr), kong.Exit(func(n int) { panic(exit(n)) }))
	if err != nil {
		fmt.Fprintln(stderr, "bot:", err)
		return 1
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "bot: %v (bot --help lists the commands)\n", err)
		return 2
	}
	err = k.Run(world{ctx, getenv, stdin, stdout, stderr})
	if err != nil && !errors.Is(err, errSaid) {
		fmt.Fprintln(stderr, "bot:", err)
	}
	if err != nil {
		return 1
	}
	return 0
}

// errSaid ends a command that has said itself what is wrong.
var errSaid = errors.New("said")
