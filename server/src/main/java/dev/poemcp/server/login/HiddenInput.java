package dev.poemcp.server.login;

import dev.poemcp.server.settings.InvalidSettingException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Objects;

/** Reads secrets that the user types or pastes, without echo where there is a terminal. */
public final class HiddenInput {
    private final InputStream in;
    private final PrintStream err;
    private final boolean interactive;

    /** @param interactive whether the user sits at a terminal; else a line of {@code in} is read */
    public HiddenInput(InputStream in, PrintStream err, boolean interactive) {
        this.in = in;
        this.err = err;
        this.interactive = interactive;
    }

    /** The answer without surrounding blanks; empty if the user gives none. */
    @SuppressWarnings("SystemConsoleNull") // Both behaviors are handled.
    public String ask(String prompt) {
        Console console = interactive ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("%s: ", prompt);
            return typed == null ? "" : new String(typed).strip();
        }
        err.println(prompt + ":");
        try {
            return Objects.requireNonNullElse(InputLine.read(in), "");
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "The input cannot be read (" + e.getMessage() + "); copy the value alone.");
        }
    }
}
