package dev.poemcp.benchmarks.search;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.server.search.MessageHit;
import dev.poemcp.server.search.Snippet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * SQLite's FTS5 with the same facts of a message. Titles count four times as much, as in poe-mcp; the order is by {@code
 * rank}, which SQLite computes faster than {@code bm25()} and which is the same.
 */
final class SqliteSearch implements SearchEngine {
    private static final List<String> SETTINGS = List.of(
            "pragma journal_mode = wal",
            "pragma synchronous = normal",
            "pragma cache_size = -65536",
            "pragma mmap_size = 8589934592");

    private static final List<String> TABLE =
            List.of("""
            create virtual table if not exists message using fts5(text, title, code unindexed, chat_id unindexed,
            message_id unindexed, author unindexed, time unindexed, tokenize = 'unicode61 remove_diacritics 2')""", "insert into message(message, rank) values ('rank', 'bm25(1.0, 4.0)')");

    private static final String INSERT =
            "insert into message(text, title, code, chat_id, message_id, author, time) values (?, ?, ?, ?, ?, ?, ?)";

    private static final String SELECT = """
            select code, chat_id, title, message_id, author, time, snippet(message, 0, '', '', ' … ', 40)
            from message where message match ?%s order by rank limit ?""";

    private static final String WITH_TIME = " and time >= ? and time < ?";

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement selectWithTime;

    SqliteSearch(Path folder) throws IOException {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("messages.db"));
            try (var statement = connection.createStatement()) {
                for (String setting : SETTINGS) {
                    statement.execute(setting);
                }
                for (String part : TABLE) {
                    statement.execute(part);
                }
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement(INSERT);
            select = connection.prepareStatement(SELECT.formatted(""));
            selectWithTime = connection.prepareStatement(SELECT.formatted(WITH_TIME));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void put(Chat chat, List<Message> messages) throws IOException {
        try {
            for (Message message : messages) {
                insert.setString(1, message.text());
                insert.setString(2, chat.title());
                insert.setString(3, chat.chatCode());
                insert.setLong(4, chat.number());
                insert.setLong(5, message.messageId());
                insert.setString(6, message.author());
                insert.setLong(7, message.creationTime().toEpochMilli());
                insert.execute();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void commit() throws IOException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** With all in one file. */
    @Override
    public void finish() throws IOException {
        try {
            connection.commit();
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("pragma wal_checkpoint(truncate)");
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int search(SearchQuery query) throws IOException {
        boolean anyTime = query.after() == null && query.before() == null;
        PreparedStatement statement = anyTime ? select : selectWithTime;
        try {
            int next = 1;
            statement.setString(next++, query.match());
            if (!anyTime) {
                statement.setLong(next++, query.fromMillis());
                statement.setLong(next++, query.toMillis());
            }
            statement.setInt(next, HITS);
            try (ResultSet rows = statement.executeQuery()) {
                return hits(rows).size();
            }
        } catch (SQLException e) {
            throw new IOException(query.match(), e);
        }
    }

    private static List<MessageHit> hits(ResultSet rows) throws SQLException {
        List<MessageHit> hits = new ArrayList<>();
        while (rows.next()) {
            hits.add(new MessageHit(
                    rows.getString(1),
                    rows.getLong(2),
                    rows.getString(3),
                    rows.getLong(4),
                    rows.getString(5),
                    Instant.ofEpochMilli(rows.getLong(6)),
                    new Snippet(rows.getString(7), List.of())));
        }
        return hits;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
