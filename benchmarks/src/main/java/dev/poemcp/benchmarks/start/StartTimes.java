package dev.poemcp.benchmarks.start;

import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.ProcessFigures;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import java.io.IOException;

/**
 * One start of a server, in milliseconds since its process was created.
 *
 * @param initialized when the opening request was answered
 * @param listed when the list of tools, requested at once after that, was answered, which was sent at once after that
 * @param called when the first call was answered, which was sent at once after that
 * @param figures its memory and CPU time then
 */
record StartTimes(double initialized, double listed, double called, ProcessFigures figures) {
    private static final int CALL_ID = 3;

    static StartTimes measure(Command command) throws IOException {
        try (var server = StdioProcess.start(command)) {
            return measure(server);
        }
    }

    static StartTimes measure(StdioProcess server) throws IOException {
        server.send(Messages.INITIALIZE);
        server.readUntil(Messages.answerTo(1));
        double initialized = server.millisSinceStart();
        server.send(Messages.INITIALIZED + "\n" + Messages.LIST_TOOLS);
        server.readUntil(Messages.answerTo(2));
        double listed = server.millisSinceStart();
        server.send(Revision.SESSION.call(Integer.toString(CALL_ID), Messages.TOOL, Messages.ARGUMENTS));
        String answer = server.readUntil(Messages.answerTo(CALL_ID));
        double called = server.millisSinceStart();
        if (!answer.contains("\"result\":")) {
            throw new IOException("Not a result: " + answer);
        }
        return new StartTimes(initialized, listed, called, server.figures());
    }
}
