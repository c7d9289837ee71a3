package dev.poemcp.server.export;

import dev.poemcp.emulator.control.StoredChat;
import dev.poemcp.emulator.control.StoredChat.StoredFile;
import dev.poemcp.emulator.control.StoredChat.StoredMessage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/** Whether a file in Markdown or HTML has the messages of a chat and links to their attachments, in this order. */
final class TextComparison {
    private final String file;
    private final ExportFormat format;
    private final Consumer<String> problems;
    private int at;

    TextComparison(String file, ExportFormat format, Consumer<String> problems) {
        this.file = file;
        this.format = format;
        this.problems = problems;
    }

    void compare(StoredChat chat) {
        for (StoredMessage message : chat.messages()) {
            boolean found = message.author().equals("chat_break")
                    ? find(format == ExportFormat.HTML ? "<hr>" : "*Context cleared")
                    : find(message);
            if (!found) {
                problems.accept(chat.code() + " lacks message " + message.messageId() + ", or not all of it is there");
                return;
            }
        }
    }

    private boolean find(StoredMessage message) {
        boolean found = format == ExportFormat.HTML
                ? find("<article id=\"m" + message.messageId() + "\"") && find(">" + escaped(message.text()) + "<")
                // What it leaves open is closed in the line after it.
                : find(", id " + message.messageId() + "\n\n" + message.text())
                        && (message.text().endsWith("\n") || file.startsWith("\n", at));
        return found && message.files().stream().allMatch(attachment -> find(sha256(attachment)));
    }

    private boolean find(String part) {
        int found = file.indexOf(part, at);
        at = found < 0 ? at : found + part.length();
        return found >= 0;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(StoredFile attachment) {
        try {
            byte[] bytes = Objects.requireNonNull(attachment.content()).bytes();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
