package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.emulator.control.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Uploads in the form of each build. */
class UploadIT {
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void march2025_acceptsNamedPartsAfterQuery() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.MARCH_2025))) {
            var client = new RawClient(poe, false);
            client.channel();
            var query = RawClient.envelope(
                    "SendMessageMutation",
                    Hashes.send2025("Echo", "look").replace("\"attachments\":[]", "\"attachments\":[\"file1\"]"),
                    Hashes.SEND_MARCH_2025);

            var sent = upload(client, query, text("queryInfo", query), file("file1", "größe ✓.txt", "hello"));

            var file = poe.sentMessages().get(0).files().get(0);
            assertEquals(200, sent.statusCode());
            assertEquals(new UploadedFile("file1", "größe ✓.txt", "text/plain", 5, HELLO_SHA256), file);
            assertEquals(query, poe.requests().of("sendMessage").get(0).bodyText());
        }
    }

    @Test
    void august2026_acceptsGraphQlMultipartAndRejectsOlderForm() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var client = RawClient.ofAugust2026(poe);
            client.channel();
            var operations = sendWithOneFile("[null]");

            var sent = upload(
                    client,
                    operations,
                    text("operations", operations),
                    text("map", "{\"0\":[\"variables.attachments.0\"]}"),
                    file("0", "a.txt", "hello"));
            var older = upload(client, operations, text("queryInfo", operations), file("0", "a.txt", "hello"));

            assertEquals(200, sent.statusCode());
            assertTrue(sent.body().contains("\"attachments\":[{"), sent.body());
            assertEquals("a.txt", poe.sentMessages().get(0).files().get(0).name());
            assertEquals(400, older.statusCode());
            assertEquals("", older.body());
        }
    }

    @Test
    void wrongMap_isEmptyBadRequest() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var client = RawClient.ofAugust2026(poe);
            client.channel();
            var operations = sendWithOneFile("[null]");

            var response = upload(
                    client,
                    operations,
                    text("operations", operations),
                    text("map", "{\"0\":[\"variables.attachments.1\"]}"),
                    file("0", "a.txt", "hello"));

            assertEquals(400, response.statusCode());
            assertEquals(0, poe.sentMessages().size());
        }
    }

    @Test
    void singleFile_isUploadedForToken() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var client = RawClient.ofAugust2026(poe);
            client.channel();

            var uploaded = post(client, "/api/finish_upload_POST", "", concat(file("file", "a.txt", "hello")));
            var token =
                    RawClient.JSON.readTree(uploaded.body()).path("fileHashJwt").asText();
            client.headers.put("Content-Type", "application/json");
            client.data(
                    "sendMessageMutation",
                    Hashes.send2026("null", "Echo", "look")
                            .replace("\"attachments\":[]", "\"attachments\":[\"file0\"]")
                            .replace("\"fileHashJwts\":[]", "\"fileHashJwts\":[\"" + token + "\"]"),
                    Hashes.SEND_AUGUST_2026);

            assertEquals(3, token.split("\\.", -1).length);
            assertEquals(HELLO_SHA256, poe.sentMessages().get(0).files().get(0).sha256());
        }
    }

    @Test
    void uploadOf350MillionBytes_isAcceptedAndOneByteMoreIsRejected() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var client = RawClient.ofAugust2026(poe);
            client.channel();

            var most = upload(client, sendWithOneFile("[null]"), large(350_000_000));
            var more = upload(client, sendWithOneFile("[null]"), large(350_000_001));

            assertTrue(most.body().contains("\"status\":\"success\""), most.body());
            assertTrue(more.body().contains("\"status\":\"file_too_large\""), more.body());
            assertEquals(350_000_001, poe.uploads().get(1).sizeBytes());
            assertEquals(1, poe.sentMessages().size());
        }
    }

    private static BodyPublisher[] large(int sizeBytes) {
        var operations = sendWithOneFile("[null]");
        var start = "--XX\r\nContent-Disposition: form-data; name=\"0\"; filename=\"big\"\r\n\r\n";
        var zeros = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Zeros(sizeBytes)), sizeBytes);
        return new BodyPublisher[] {
            text("operations", operations),
            text("map", "{\"0\":[\"variables.attachments.0\"]}"),
            BodyPublishers.concat(BodyPublishers.ofString(start), zeros, BodyPublishers.ofString("\r\n"))
        };
    }

    private static String sendWithOneFile(String attachments) {
        return RawClient.envelope(
                "sendMessageMutation",
                Hashes.send2026("null", "Echo", "look").replace("\"attachments\":[]", "\"attachments\":" + attachments),
                Hashes.SEND_AUGUST_2026);
    }

    private static HttpResponse<String> upload(RawClient client, String signed, BodyPublisher... parts)
            throws IOException, InterruptedException {
        var tag = client.sign(signed, String.valueOf(client.headers.get("poe-formkey")));
        return post(client, "/api/gql_upload_POST", tag, concat(parts));
    }

    private static HttpResponse<String> post(RawClient client, String path, String tag, BodyPublisher body)
            throws IOException, InterruptedException {
        client.headers.put("Content-Type", "multipart/form-data; boundary=XX");
        return client.post("sendMessageMutation", body, tag.isEmpty() ? "none" : tag, path);
    }

    private static BodyPublisher concat(BodyPublisher... parts) {
        return BodyPublishers.concat(BodyPublishers.concat(parts), BodyPublishers.ofString("--XX--\r\n"));
    }

    private static BodyPublisher text(String name, String value) {
        return BodyPublishers.ofString(
                "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    private static BodyPublisher file(String name, String fileName, String content) {
        return BodyPublishers.ofString("--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + fileName + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n");
    }

    /** A stream of zero bytes. */
    private static final class Zeros extends InputStream {
        private int left;

        private Zeros(int count) {
            this.left = count;
        }

        @Override
        public int read() {
            left--;
            return left < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            var count = Math.min(length, left);
            Arrays.fill(bytes, offset, offset + count, (byte) 0);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
