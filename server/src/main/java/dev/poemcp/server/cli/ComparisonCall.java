package dev.poemcp.server.cli;

import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison from the terminal: prints a section for each bot, in order. On a terminal the first one that has not
 * ended grows as its text arrives, and the next ones wait; elsewhere each is printed when it has ended.
 */
final class ComparisonCall implements CallContext {
    private final Terminal terminal;
    private final int bots;
    private final List<Section> sections = new ArrayList<>();
    private int current;
    private boolean anyPrinted;

    /** @param bots how many are compared; the part after theirs is the judge's */
    ComparisonCall(Terminal terminal, int bots) {
        this.terminal = terminal;
        this.bots = bots;
        for (var i = 0; i <= bots; i++) {
            sections.add(new Section());
        }
    }

    @Override
    public boolean wantsProgress() {
        return true;
    }

    @Override
    public void progress(double progress, String message) {
        throw new IllegalStateException("A comparison reports by bot.");
    }

    @Override
    public void progress(double progress, Part part, String message) {
        sections.get(part.index()).add(part, message);
        print();
    }

    @Override
    public void ended(Part part) {
        sections.get(part.index()).ended = true;
        print();
    }

    @Override
    public Answer confirm(String question) {
        return Answer.CANNOT_ASK;
    }

    private void print() {
        while (current <= bots) {
            var section = sections.get(current);
            if (terminal.interactive() || section.ended) {
                section.print();
            }
            if (!section.ended) {
                break;
            }
            if (section.printed > 0) {
                terminal.out().println();
            }
            current++;
        }
        terminal.out().flush();
    }

    /** One bot's text; nothing of it is printed while it is empty. */
    private final class Section {
        private final StringBuilder text = new StringBuilder();
        private String heading = "";
        private int printed;
        private boolean ended;

        void add(Part part, String piece) {
            heading = (part.index() == bots ? "## Verdict of " : "## ") + part.name();
            var replaces = printed == 0 && piece.startsWith(ProgressText.REPLACED + "\n");
            if (replaces) {
                text.setLength(0);
            }
            text.append(replaces ? piece.substring(ProgressText.REPLACED.length() + 1) : piece);
        }

        void print() {
            if (printed == text.length()) {
                return;
            }
            if (printed == 0) {
                terminal.out()
                        .print((anyPrinted ? System.lineSeparator() : "")
                                + heading
                                + System.lineSeparator().repeat(2));
                anyPrinted = true;
            }
            terminal.out().print(terminal.shown(text.substring(printed)));
            printed = text.length();
        }
    }
}
