package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.TextUpload;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiUploaderIT {
    private static final String PATH = "/poe_api/file_upload_3RD_PARTY_POST";

    private final ApiServer server = new ApiServer();
    private final ApiHttp http = new ApiHttp(server.config(), Clock.systemUTC());
    private final ApiUploader uploader = new ApiUploader(http, server.config());

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void file_isSentAsOnePartWithBareKey() {
        server.onJson(PATH, 200, "{\"attachment_url\":\"https://example.org/u/x.txt\",\"mime_type\":\"text/plain\"}");
        var file = new TextUpload("x.txt", "Hello");

        var attachment = uploader.upload(file);

        assertEquals(
                new Attachment("x.txt", "text/plain", URI.create("https://example.org/u/x.txt"), file.sizeBytes()),
                attachment);
        assertEquals(ApiServer.KEY, server.asked.get(0).authorization());
        var body = server.asked.get(0).body();
        assertTrue(body.contains("name=\"file\"; filename=\"x.txt\"") && body.contains("Hello"), body);
    }

    @ParameterizedTest
    @CsvSource({
        "400, FileRejected",
        "413, FileRejected",
        "401, AuthExpired",
        "429, RateLimited",
        "500, Unavailable",
        "200, UnexpectedResponse"
    })
    void refusal_isMappedAndNotRepeated(int status, String expected) {
        server.on(PATH, exchange -> ApiServer.respond(exchange, status, "text/plain", "File type is not supported"));

        var failed = assertThrows(PoeException.class, () -> uploader.upload(new TextUpload("x.txt", "Hello")));

        assertEquals(expected, failed.failure().getClass().getSimpleName());
        assertEquals(1, server.asked.size());
    }

    @Test
    void answerWithoutType_isUnexpected() {
        server.onJson(PATH, 200, "{\"attachment_url\":\"https://example.org/u/x.txt\"}");

        var failed = assertThrows(PoeException.class, () -> uploader.upload(new TextUpload("x.txt", "Hello")));

        assertTrue(
                failed.failure().what().contains("no address"), failed.failure().what());
    }
}
