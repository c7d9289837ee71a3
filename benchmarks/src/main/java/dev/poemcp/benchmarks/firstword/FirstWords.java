package dev.poemcp.benchmarks.firstword;

import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import java.io.IOException;

/**
 * When the first words of two replies arrived at the host, in milliseconds.
 *
 * @param first since the process was created
 * @param warm since the second message was sent, when everything was open
 */
record FirstWords(double first, double warm) {
    /** The bot that is asked. */
    static final String BOT = "Words";
    /** Its first word. */
    static final String WORD = "alpha";

    private static final int FIRST_CALL = 11;

    /** A host that lists the tools and then sends a message, and another after the first reply. */
    static FirstWords ofServer(Command command) throws IOException {
        try (var server = StdioProcess.start(command)) {
            server.send(Messages.INITIALIZE);
            server.readUntil(Messages.answerTo(1));
            server.send(Messages.INITIALIZED + "\n" + Messages.LIST_TOOLS);
            server.readUntil(Messages.answerTo(2));
            double first = server.millisSinceStart() + firstWord(server, FIRST_CALL);
            return new FirstWords(first, firstWord(server, FIRST_CALL + 1));
        }
    }

    private static double firstWord(StdioProcess server, int id) throws IOException {
        long start = System.nanoTime();
        server.send(Revision.SESSION.callWithProgress(
                Integer.toString(id), "send_message", "{\"bot\":\"" + BOT + "\",\"message\":\"hi\"}"));
        String line = server.readUntil(WORD);
        double millis = (System.nanoTime() - start) / 1e6;
        if (!line.contains(Messages.answerTo(id))) {
            server.readUntil(Messages.answerTo(id));
        }
        return millis;
    }

    /** A client that prints when a first word arrives and sends another message for each line. */
    static FirstWords ofClient(Command command) throws IOException {
        try (var client = StdioProcess.start(command)) {
            client.readUntil("first");
            double first = client.millisSinceStart();
            long start = System.nanoTime();
            client.send("next");
            client.readUntil("first");
            return new FirstWords(first, (System.nanoTime() - start) / 1e6);
        }
    }
}
