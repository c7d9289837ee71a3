package dev.poemcp.poe.har;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a HAR 1.2 file entry by entry, as Chrome, Edge, Firefox and Safari write it. Memory does not grow with the
 * file: one entry at a time is held, shortened to the limits below. Source: <a
 * href="http://www.softwareishard.com/blog/har-12-spec/">HAR 1.2</a> and {@code _webSocketMessages} of the browsers.
 */
public final class HarFile {
    static final long MAX_BYTES = 1L << 30;
    /** The scripts of poe.com have up to three million characters. */
    static final int MAX_TEXT = 8 << 20;

    private static final int MAX_NESTING = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_TEXT + 1)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private HarFile() {}

    /**
     * What was in a file.
     *
     * @param entries all entries
     * @param malformed entries without a usable request, which were skipped
     */
    public record Summary(int entries, int malformed) {}

    /**
     * Reads the whole file. A file that is broken at its end has delivered entries before it fails: the caller decides
     * only afterwards whether to use them.
     *
     * @throws HarException if it is not a HAR file, or not one as a whole
     */
    public static Summary read(Path file, Consumer<HarEntry> sink) throws HarException {
        if (!Files.isRegularFile(file)) {
            throw new HarException(Files.exists(file) ? "That is not a file." : "There is no such file.");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new HarException("The file is larger than 1 GB.");
            }
            try (var text = new LongTextCutter(new InputStreamReader(Files.newInputStream(file), UTF_8), MAX_TEXT);
                    var json = JSON.createParser(text)) {
                return read(json, text, sink);
            }
        } catch (IOException e) {
            throw new HarException("The file cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static Summary read(JsonParser json, LongTextCutter text, Consumer<HarEntry> sink)
            throws IOException, HarException {
        try {
            return new HarLog(json, sink).read();
        } catch (StreamConstraintsException e) {
            throw new HarException(
                    "The file is not a HAR file: it is nested too deeply, or has a name or number that is too long.");
        } catch (JsonEOFException e) {
            throw new HarException("The file is cut off: it ends inside the JSON text, " + place(json, text) + ".");
        } catch (JsonProcessingException e) {
            // The parser's message quotes the file.
            throw new HarException("The file is not valid JSON, " + place(json, text) + ".");
        }
    }

    private static String place(JsonParser json, LongTextCutter text) {
        var at = json.currentLocation();
        return "at line " + at.getLineNr() + (text.hasDropped() ? "" : ", column " + at.getColumnNr());
    }

    /** The outer layers of the file, {@code {"log": {"entries": […]}}}. */
    private static final class HarLog {
        private final JsonParser json;
        private final HarEntryParser entryParser;
        private final Consumer<HarEntry> sink;
        private boolean found;
        private int entries;
        private int malformed;

        HarLog(JsonParser json, Consumer<HarEntry> sink) {
            this.json = json;
            this.entryParser = new HarEntryParser(json);
            this.sink = sink;
        }

        Summary read() throws IOException, HarException {
            json.nextToken();
            JsonTokens.each(json, name -> {
                if (name.equals("log")) {
                    JsonTokens.each(json, this::logField);
                }
            });
            if (json.nextToken() != null || !found) {
                throw new HarException("The file is not a HAR file: it has no list log.entries.");
            }
            return new Summary(entries, malformed);
        }

        private void logField(String name) throws IOException {
            if (!name.equals("entries") || json.currentToken() != JsonToken.START_ARRAY) {
                return;
            }
            found = true;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                entries++;
                var entry = entryParser.parse();
                entry.ifPresent(sink);
                malformed += entry.isEmpty() ? 1 : 0;
            }
        }
    }
}
