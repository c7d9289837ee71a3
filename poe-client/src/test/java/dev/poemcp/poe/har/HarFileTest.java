package dev.poemcp.poe.har;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures as the browsers save them, and files that are none. */
final class HarFileTest {
    @TempDir
    Path folder;

    private final List<HarEntry> entries = new ArrayList<>();

    @Test
    void requestOfChrome_isReadWholly() throws Exception {
        read("""
                {"_connectionId": "17", "_initiator": {"type": "script", "stack": {"callFrames": [{"url": "x"}]}},
                 "_resourceType": "fetch", "cache": {}, "connection": "443", "pageref": "page_1",
                 "request": {"method": "POST", "url": "https://poe.com/api/gql_POST", "httpVersion": "http/2.0",
                  "headers": [{"name": ":authority", "value": "poe.com"}, {"name": "Poe-Formkey", "value": "key"},
                   {"name": "cookie", "value": "p-b=one"}, {"name": "cookie", "value": "p-lat=two"}],
                  "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 2,
                  "postData": {"mimeType": "application/json", "text": "{\\"queryName\\": \\"caf\\u00e9\\"}"}},
                 "response": {"status": 200, "statusText": "", "headers": [{"name": "a", "value": "b"}], "cookies": [],
                  "content": {"size": 3, "mimeType": "application/json", "text": "{\\"data\\":{}}"},
                  "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 9, "_error": null},
                 "serverIPAddress": "::1", "startedDateTime": "2026-11-25T21:00:00.123Z", "time": 1.5, "timings": {}}""");

        var entry = entries.get(0);
        var request = entry.request();
        assertEquals(Instant.parse("2026-11-25T21:00:00.123Z"), entry.started());
        assertEquals("POST", request.method());
        assertEquals("https://poe.com/api/gql_POST", request.url().toString());
        assertEquals("key", request.headers().get("poe-formkey"));
        assertEquals("p-b=one; p-lat=two", request.headers().get("cookie"));
        assertFalse(request.headers().containsKey(":authority"));
        assertEquals("{\"queryName\": \"café\"}", request.body());
        assertEquals(200, request.status());
        assertEquals("{\"data\":{}}", request.response());
        assertEquals(Optional.empty(), entry.socket());
    }

    @Test
    void requestOfFirefox_isReadWholly() throws Exception {
        String script = Base64.getMimeEncoder().encodeToString("var naïve = 1;".getBytes(UTF_8));
        read("""
                {"pageref": "page_1", "startedDateTime": "2026-11-25T22:00:00.000+01:00",
                 "response": {"status": 200, "content": {"mimeType": "application/javascript; charset=UTF-8", "size": 3,
                  "encoding": "base64", "text": "%s"}},
                 "request": {"bodySize": 0, "method": "GET", "url": "https://cdn.example/_app.js?a|b", "headers": [],
                  "cookies": [{"name": "p-b", "value": "one"}, {"name": "p-lat", "value": "two"}]},
                 "cache": {}, "timings": {"blocked": 0}, "time": 0}""".formatted(script.replace("\r\n", "\\r\\n")));

        var request = entries.get(0).request();
        assertEquals(Instant.parse("2026-11-25T21:00:00Z"), entries.get(0).started());
        assertEquals("https://cdn.example/_app.js", request.url().toString());
        assertEquals("var naïve = 1;", request.response());
        assertEquals("p-b=one; p-lat=two", request.headers().get("cookie"));
        assertEquals("", request.body());
    }

    @Test
    void formWithFieldsOnly_isWrittenAgain() throws Exception {
        read("""
                {"request": {"method": "POST", "url": "https://poe.com/a", "postData": {
                  "mimeType": "application/x-www-form-urlencoded",
                  "params": [{"name": "a b", "value": "c&d"}, {"name": "e", "value": ""}]}}}""", """
                {"request": {"method": "POST", "url": "https://poe.com/b",
                 "headers": [{"name": "Content-Type", "value": "multipart/form-data; boundary=\\"XX\\""}],
                 "postData": {"mimeType": "multipart/form-data",
                  "params": [{"name": "queryInfo", "value": "{}"}, {"name": "file0", "fileName": "a.txt"}]}}}""");

        assertEquals("a+b=c%26d&e=", entries.get(0).request().body());
        assertEquals(
                "--XX|Content-Disposition: form-data; name=\"queryInfo\"||{}|"
                        + "--XX|Content-Disposition: form-data; name=\"file0\"|||--XX--|",
                entries.get(1).request().body().replace("\r\n", "|"));
    }

    @Test
    void socket_hasReceivedTextFrames() throws Exception {
        read("""
                {"_resourceType": "websocket", "request": {"method": "GET", "url": "wss://tch1.tch.poe.com/up/x"},
                 "_webSocketMessages": [{"type": "send", "time": 1.5, "opcode": 1, "data": "sent"},
                  {"type": "receive", "time": 1.5, "opcode": 1, "data": "one"},
                  {"type": "receive", "time": 1.5, "opcode": 2, "data": "AAAA"},
                  {"type": "receive", "data": "two"}]}""", """
                {"request": {"method": "GET", "url": "wss://tch1.tch.poe.com/up/y"}}""");

        assertEquals(
                List.of("one", "two"), entries.get(0).socket().orElseThrow().frames());
        assertEquals(List.of(), entries.get(1).socket().orElseThrow().frames());
    }

    @Test
    void missingParts_areEmpty() throws Exception {
        read("""
                {"startedDateTime": "yesterday", "request": {"method": "GET", "url": "https://poe.com/", "headers": null},
                 "response": {"status": -1, "content": {"size": 0, "encoding": "base64", "text": "%%%"}}}""", """
                {"request": {"method": "GET", "url": "https://poe.com/"}, "response": {"status": 99999999999, "content":
                 {"mimeType": "image/png", "encoding": "base64", "text": "AAAA"}}}""");

        for (var entry : entries) {
            assertEquals(null, entry.started());
            assertEquals(0, entry.request().status());
            assertEquals("", entry.request().response());
            assertTrue(entry.request().headers().isEmpty());
        }
        assertEquals(2, entries.size());
    }

    @Test
    void malformedEntries_areSkippedAndCounted() throws Exception {
        var summary = read(
                "null",
                "[[[]]]",
                "7",
                "{\"request\": []}",
                "{\"request\": {\"method\": 3, \"url\": \"https://poe.com/\"}}",
                "{\"request\": {\"method\": \"GET\", \"url\": \"http://[/\"}}",
                "{\"request\": {\"method\": \"GET\", \"url\": \"https://poe.com/\"}}");

        assertEquals(new HarFile.Summary(7, 6), summary);
        assertEquals(1, entries.size());
    }

    @Test
    void tooLongTexts_areLeftOut() throws Exception {
        String tooLong = "x".repeat(HarFile.MAX_TEXT + 1);
        String half = "y".repeat(HarFile.MAX_TEXT);
        read("""
                {"request": {"method": "POST", "url": "https://poe.com/", "postData": {"text": "%s"}},
                 "response": {"status": 200, "content": {"mimeType": "text/html", "text": "page"}}}""".formatted(tooLong), """
                {"request": {"method": "GET", "url": "https://poe.com/"}, "_webSocketMessages":
                 [{"type": "receive", "data": "%s"}, {"type": "receive", "data": "%s"}, {"type": "receive", "data": "z"}]}""".formatted(half, half));

        assertEquals("", entries.get(0).request().body());
        assertEquals("page", entries.get(0).request().response());
        assertEquals(1, entries.get(1).socket().orElseThrow().frames().size(), "the first is kept");
    }

    @Test
    void hostileEntry_endsInBounds() throws Exception {
        String header = "{\"name\": \"a\", \"value\": \"%s\"},".formatted("v".repeat(100));
        String frame = "{\"type\": \"receive\", \"data\": \"f\"},";
        read("{\"request\": {\"method\": \"GET\", \"url\": \"https://poe.com/\", \"headers\": [" + header.repeat(20_000)
                + "{}]}, \"_webSocketMessages\": [" + frame.repeat(50_000) + "{}]}");

        assertEquals(
                1_000 * 102 - 2,
                entries.get(0).request().headers().getOrDefault("a", "").length());
        assertEquals(10_000, entries.get(0).socket().orElseThrow().frames().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "7",
                "\"log\"",
                "{}",
                "{\"log\": []}",
                "{\"log\": {\"entries\": {}}}",
                "{\"entries\": []}"
            })
    void otherJson_isNotHar(String json) throws Exception {
        assertEquals("The file is not a HAR file: it has no list log.entries.", failure(json));
    }

    @Test
    void brokenJson_isRefusedWithPlaceAndWithoutContent() throws Exception {
        String message = failure("{\"log\": {\"entries\": [\n  secret\n]}}");

        assertTrue(message.matches("The file is not valid JSON, at line 2, column \\d+\\."), message);
    }

    @Test
    void fileCutAnywhere_isRefused() throws Exception {
        String whole = har(
                "{\"request\": {\"method\": \"GET\", \"url\": \"https://poe.com/\"}, \"response\": {\"status\": 200}}");
        for (int length = 0; length < whole.length(); length++) {
            String message = failure(whole.substring(0, length));
            assertTrue(message.startsWith("The file is "), message);
        }
    }

    @Test
    void textAfterEnd_isRefused() throws Exception {
        assertTrue(failure(har() + "x").startsWith("The file is not valid JSON"));
        assertTrue(failure(har() + "{}").startsWith("The file is not a HAR file"));
    }

    @Test
    void deepNesting_isRefused() throws Exception {
        String message = failure("{\"log\": {\"entries\": [" + "[".repeat(200_000));

        assertTrue(message.contains("nested too deeply"), message);
    }

    @Test
    void missingFileAndFolder_areRefused() {
        assertEquals(
                "There is no such file.",
                assertThrows(HarException.class, () -> HarFile.read(folder.resolve("none"), entries::add))
                        .getMessage());
        assertEquals(
                "That is not a file.",
                assertThrows(HarException.class, () -> HarFile.read(folder, entries::add))
                        .getMessage());
    }

    @Test
    void hugeFile_isRefusedUnread() throws Exception {
        Path file = folder.resolve("huge.har");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(HarFile.MAX_BYTES + 1);
        }

        var failure = assertThrows(HarException.class, () -> HarFile.read(file, entries::add));

        assertEquals("The file is larger than 1 GB.", failure.getMessage());
    }

    @Test
    void bytesThatAreNotUtf8_areTolerated() throws Exception {
        byte[] whole = har("{\"request\": {\"method\": \"GET\", \"url\": \"https://poe.com/\", \"headers\":"
                        + " [{\"name\": \"a\", \"value\": \"?\"}]}}")
                .getBytes(UTF_8);
        for (int i = 0; i < whole.length; i++) {
            whole[i] = whole[i] == '?' ? (byte) 0xe9 : whole[i];
        }
        Path file = Files.write(folder.resolve("latin1.har"), whole);

        HarFile.read(file, entries::add);

        assertEquals("\ufffd", entries.get(0).request().headers().get("a"));
    }

    @Test
    void entry_printsNoSecret() throws Exception {
        read("""
                {"request": {"method": "GET", "url": "https://poe.com/a?key=secret",
                 "headers": [{"name": "cookie", "value": "p-b=secret"}], "postData": {"text": "secret"}},
                 "_webSocketMessages": [{"type": "receive", "data": "secret"}]}""");

        assertFalse((entries.toString() + entries.get(0).socket()).contains("secret"), entries::toString);
    }

    private HarFile.Summary read(String... json) throws IOException, HarException {
        String har = har(json);
        // The test's own JSON.
        new ObjectMapper().readTree(har.length() < 100_000 ? har : "{}");
        return HarFile.read(Files.writeString(folder.resolve("a.har"), har), entries::add);
    }

    private static String har(String... entries) {
        return "{\"log\": {\"version\": \"1.2\", \"creator\": {\"name\": \"x\"}, \"pages\": [{\"id\": \"page_1\"}],"
                + " \"entries\": [" + String.join(",\n", entries) + "]}}";
    }

    private String failure(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.har"), content);
        return String.valueOf(assertThrows(HarException.class, () -> HarFile.read(file, entries::add))
                .getMessage());
    }
}
