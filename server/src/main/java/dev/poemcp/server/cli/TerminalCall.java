package dev.poemcp.server.cli;

import dev.poemcp.server.tools.api.CallContext;
import java.io.PrintStream;

/** A call from the terminal: prints the reply's text as it grows. */
final class TerminalCall implements CallContext {
    private final PrintStream out;
    private final boolean streams;
    private final StringBuilder printed = new StringBuilder();

    /** @param streams whether to print before the call has ended */
    TerminalCall(PrintStream out, boolean streams) {
        this.out = out;
        this.streams = streams;
    }

    @Override
    public boolean wantsProgress() {
        return streams;
    }

    @Override
    public void progress(double progress, String message) {
        if (streams) {
            out.print(message);
            out.flush();
            printed.append(message);
        }
    }

    /** Prints the part of the text that has not been printed yet, and ends the line. */
    void finish(String text) {
        if (streams) {
            if (text.startsWith(printed.toString())) {
                out.print(text.substring(printed.length()));
            }
            out.println();
        }
    }

    @Override
    public Answer confirm(String question) {
        return Answer.CANNOT_ASK;
    }
}
