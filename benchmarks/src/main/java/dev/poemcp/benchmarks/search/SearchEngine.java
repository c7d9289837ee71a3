package dev.poemcp.benchmarks.search;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.util.List;

/** What finds messages, with its files in a folder. It is filled once, then searched. */
interface SearchEngine extends AutoCloseable {
    /** Hits of a query, each with all facts and a snippet. */
    int HITS = 10;

    void put(Chat chat, List<Message> messages) throws IOException;

    /** Makes all chats so far lasting. */
    void commit() throws IOException;

    /** After the last chat. */
    void finish() throws IOException;

    /** @return number of hits, at most {@link #HITS} */
    int search(SearchQuery query) throws IOException;

    @Override
    void close() throws IOException;
}
