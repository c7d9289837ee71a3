package dev.poemcp.benchmarks.search;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.server.search.ChatIndex;
import dev.poemcp.server.search.ChatSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search of poe-mcp, without the archive that keeps the chats and the tool around it. */
final class ProgramSearch implements SearchEngine {
    private final Path folder;
    private final ChatSearch search;
    private @Nullable ChatIndex index;

    ProgramSearch(Path folder) {
        this.folder = folder;
        search = new ChatSearch(folder);
    }

    private ChatIndex index() throws IOException {
        ChatIndex opened = index;
        if (opened == null) {
            opened = ChatIndex.open(folder);
            index = opened;
        }
        return opened;
    }

    @Override
    public void put(Chat chat, List<Message> messages) throws IOException {
        index().put(chat, messages, "1");
    }

    @Override
    public void commit() throws IOException {
        index().commit(false);
    }

    @Override
    public void finish() throws IOException {
        index().commit(true);
        index().close();
        index = null;
    }

    @Override
    public int search(SearchQuery query) throws IOException {
        return search.search(query.text(), 0, HITS).hits().size();
    }

    @Override
    public void close() throws IOException {
        search.close();
        ChatIndex opened = index;
        if (opened != null) {
            opened.close();
        }
    }
}
