package dev.poemcp.benchmarks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.benchmarks.search.SyntheticChats.SyntheticChat;
import dev.poemcp.poe.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The process of one engine: reads a command per line and answers with a line that begins with its name. Arguments are
 * the engine, {@code poe-mcp} or {@code sqlite}, its folder and the number of messages.
 */
final class SearchProcessMain {
    /** One writes all messages and answers with seconds, bytes of the texts and bytes of the files. */
    static final String INDEX = "index";

    /** One searches for all queries and answers with nanoseconds and number of hits of each. */
    static final String PASS = "pass";

    /** The same, a line for each query with its text, for those who look for the slow ones. */
    static final String QUERIES = "queries";

    static final String PROGRAM = "poe-mcp";
    static final String SQLITE = "sqlite";

    private static final int CHATS_PER_COMMIT = 5_000 / SyntheticChats.MESSAGES_PER_CHAT;

    private SearchProcessMain() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        var chats = new SyntheticChats(Integer.parseInt(arguments[2]));
        List<SearchQuery> queries = SearchQueries.of(chats);
        var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (SearchEngine engine = engine(arguments[0], folder)) {
            String command = commands.readLine();
            while (command != null) {
                System.out.println(
                        switch (command) {
                            case INDEX -> index(engine, chats, folder);
                            case PASS -> pass(engine, queries, false);
                            case QUERIES -> pass(engine, queries, true);
                            default -> throw new IOException("Unknown command: " + command);
                        });
                command = commands.readLine();
            }
        }
    }

    private static SearchEngine engine(String name, Path folder) throws IOException {
        return switch (name) {
            case PROGRAM -> new ProgramSearch(folder);
            case SQLITE -> new SqliteSearch(folder);
            default -> throw new IOException("Unknown engine: " + name);
        };
    }

    /** Making the chats does not count. */
    private static String index(SearchEngine engine, SyntheticChats chats, Path folder) throws IOException {
        long nanos = 0;
        long textBytes = 0;
        for (int i = 0; i < chats.count(); i++) {
            SyntheticChat chat = chats.get(i);
            for (Message message : chat.messages()) {
                textBytes += message.text().getBytes(UTF_8).length;
            }
            long start = System.nanoTime();
            engine.put(chat.chat(), chat.messages());
            if ((i + 1) % CHATS_PER_COMMIT == 0) {
                engine.commit();
            }
            nanos += System.nanoTime() - start;
        }
        long start = System.nanoTime();
        engine.finish();
        nanos += System.nanoTime() - start;
        return String.format(Locale.ROOT, "%s %.3f %d %d", INDEX, nanos / 1e9, textBytes, size(folder));
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    static String pass(SearchEngine engine, List<SearchQuery> queries, boolean withText) throws IOException {
        var answer = new StringBuilder(withText ? QUERIES : PASS);
        for (SearchQuery query : queries) {
            long start = System.nanoTime();
            int hits = engine.search(query);
            long nanos = System.nanoTime() - start;
            answer.append(withText ? "\n" : " ").append(nanos).append(':').append(hits);
            answer.append(withText ? " " + query.kind() + " " + query.text() : "");
        }
        return answer.toString();
    }
}
