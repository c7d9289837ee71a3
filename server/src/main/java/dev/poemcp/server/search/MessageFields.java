package dev.poemcp.server.search;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/** The documents of the index: one for each message that has something to find, and one for each chat. */
final class MessageFields {
    /** Of a chat's documents. */
    static final String CODE = "code";

    static final String CHAT_ID = "chat_id";
    static final String TITLE = "title";
    static final String MESSAGE_ID = "message_id";
    static final String AUTHOR = "author";
    static final String TEXT = "text";

    /** Milliseconds since 1970. */
    static final String TIME = "time";

    /** Words of the chat's bot and the message's author. */
    static final String BOT = "bot";

    /** On the message that stands for its chat if only the title has the words. */
    static final String FIRST = "first";

    static final String YES = "1";

    /** Of the chat's own document: {@link #CODE}'s value. */
    static final String CHAT = "chat";

    /** Of the chat's own document: what is indexed of it. */
    static final String VERSION = "version";

    private MessageFields() {}

    static Analyzer analyzer(Analyzer ofMessages) {
        return new PerFieldAnalyzerWrapper(ofMessages, Map.of(BOT, new StandardAnalyzer()));
    }

    static Document of(Chat chat, String version) {
        var document = new Document();
        document.add(new StringField(CODE, chat.chatCode(), Field.Store.NO));
        document.add(new StringField(CHAT, chat.chatCode(), Field.Store.YES));
        document.add(new StoredField(VERSION, version));
        return document;
    }

    /** @param first whether it is the first of its chat */
    static Document of(Chat chat, Message message, boolean first) {
        var document = new Document();
        document.add(new StringField(CODE, chat.chatCode(), Field.Store.YES));
        if (chat.chatId() != null) {
            document.add(new StoredField(CHAT_ID, chat.chatId()));
        }
        if (chat.title() != null) {
            document.add(new TextField(TITLE, chat.title(), Field.Store.YES));
        }
        long time = message.creationTime().toEpochMilli();
        document.add(new StoredField(MESSAGE_ID, message.messageId()));
        document.add(new LongPoint(TIME, time));
        document.add(new NumericDocValuesField(TIME, time));
        document.add(new StoredField(TIME, time));
        document.add(new StoredField(AUTHOR, message.author()));
        document.add(new TextField(
                BOT, Objects.requireNonNullElse(chat.bot(), "") + " " + message.author(), Field.Store.NO));
        document.add(new TextField(TEXT, text(message), Field.Store.YES));
        if (first) {
            document.add(new StringField(FIRST, YES, Field.Store.NO));
        }
        return document;
    }

    /** With the names of its attachments. */
    static String text(Message message) {
        if (message.attachments().isEmpty()) {
            return message.text();
        }
        var text = new StringBuilder(message.text());
        for (Attachment attachment : message.attachments()) {
            text.append(text.isEmpty() ? "" : "\n").append(attachment.name());
        }
        return text.toString();
    }
}
