package dev.poemcp.server.cli;

import dev.poemcp.server.tools.api.CallContext;

/** A call from the terminal: prints the reply's text as it grows. */
final class TerminalCall implements CallContext {
    private final Terminal terminal;
    private final boolean streams;
    private final StringBuilder printed = new StringBuilder();

    /** @param streams whether to print before the call has ended */
    TerminalCall(Terminal terminal, boolean streams) {
        this.terminal = terminal;
        this.streams = streams;
    }

    @Override
    public boolean wantsProgress() {
        return streams;
    }

    @Override
    public void progress(double progress, String message) {
        if (streams) {
            terminal.out().print(terminal.shown(message));
            terminal.out().flush();
            printed.append(message);
        }
    }

    /** Prints the part of the text that has not been printed yet, and ends the line. */
    void finish(String text) {
        if (streams) {
            if (text.startsWith(printed.toString())) {
                terminal.out().print(terminal.shown(text.substring(printed.length())));
            }
            terminal.out().println();
        }
    }

    @Override
    public Answer confirm(String question) {
        return Answer.CANNOT_ASK;
    }
}
