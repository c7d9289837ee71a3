package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext.Part;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sections of the bots A and B, and of the judge. */
final class ComparisonCallTest {
    private static final Part A = new Part(0, "A");
    private static final Part B = new Part(1, "B");
    private static final Part JUDGE = new Part(2, "A");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ComparisonCall call(boolean interactive) {
        var stream = new PrintStream(out, true, UTF_8);
        return new ComparisonCall(
                new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), interactive), 2);
    }

    private void assertPrinted(String expected) {
        assertEquals(expected, out.toString(UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void onTerminal_firstUnfinishedAnswerGrowsAndTheOthersWait() {
        var call = call(true);

        call.progress(1, B, "two");
        assertPrinted("");
        call.progress(2, A, "one, ");
        assertPrinted("## A\n\none, ");
        call.ended(B);
        call.progress(3, A, "and more");
        assertPrinted("## A\n\none, and more");
        call.ended(A);
        assertPrinted("## A\n\none, and more\n\n## B\n\ntwo\n");
        call.progress(4, JUDGE, "A wins.");
        call.ended(JUDGE);
        assertPrinted("## A\n\none, and more\n\n## B\n\ntwo\n\n## Verdict of A\n\nA wins.\n");
    }

    @Test
    void inFile_eachSectionIsPrintedWholeAndInOrder() {
        var call = call(false);

        call.progress(1, A, "one");
        call.progress(2, B, "two");
        call.ended(B);
        assertPrinted("");
        call.ended(A);
        assertPrinted("## A\n\none\n\n## B\n\ntwo\n");
    }

    @Test
    void controlCharacters_reachAFileButNoTerminal() {
        var call = call(true);
        call.progress(1, A, "red \u001b[31m\u009b1m\ttab\n");
        assertPrinted("## A\n\nred [31m1m\ttab\n");

        out.reset();
        var file = call(false);
        file.progress(1, A, "\u001b[31m");
        file.ended(A);
        assertPrinted("## A\n\n\u001b[31m\n");
    }

    @Test
    void replacedText_isPrintedOnceUnlessItWasShown() {
        var file = call(false);
        file.progress(1, A, "draft");
        file.progress(2, A, ProgressText.REPLACED + "\nfinal");
        file.ended(A);
        assertPrinted("## A\n\nfinal\n");

        out.reset();
        var terminal = call(true);
        terminal.progress(1, A, "draft");
        terminal.progress(2, A, ProgressText.REPLACED + "\nfinal");
        terminal.ended(A);
        assertPrinted("## A\n\ndraft" + ProgressText.REPLACED + "\nfinal\n");
    }

    @Test
    void botWithoutText_hasNoSection() {
        var call = call(true);

        call.ended(A);
        call.progress(1, B, "two");
        call.ended(B);

        assertPrinted("## B\n\ntwo\n");
    }
}
