package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads and the key's owner over sockets. */
class FileUploadIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    private final PoeEmulator poe = PoeEmulator.start();

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void multipartFile_getsAddressAndType() throws Exception {
        var response = upload(poe.apiKey(), MULTIPART, part("file\"; filename=\"x.png", "image/png"));
        var json = ApiClient.JSON.readTree(response.body());

        assertEquals(200, response.statusCode());
        assertEquals("image/png", json.path("mime_type").asText());
        assertTrue(json.path("attachment_url").asText().startsWith(poe.apiUrl() + "/file/"), response::body);
        assertEquals("x.png", poe.uploads().get(0).name());
        assertEquals(3, poe.uploads().get(0).sizeBytes());
    }

    @Test
    void downloadUrl_getsTypeOfItsName() throws Exception {
        var named = upload(
                poe.apiKey(), FORM, "download_url=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d&download_filename=a.pdf");
        var unnamed = upload(poe.apiKey(), FORM, "download_url=https%3A%2F%2Fexample.org%2Fcat.jpg");

        assertEquals(
                "application/pdf",
                ApiClient.JSON.readTree(named.body()).path("mime_type").asText());
        assertEquals(
                "image/jpeg",
                ApiClient.JSON.readTree(unnamed.body()).path("mime_type").asText());
    }

    @Test
    void malformedUploads_areRefused() throws Exception {
        assertEquals(
                401,
                upload("Bearer " + poe.apiKey(), FORM, "download_url=https%3A%2F%2Fe.org%2Fa")
                        .statusCode());
        assertEquals(
                400,
                upload(poe.apiKey(), FORM, "download_url=file%3A%2F%2F%2Fetc").statusCode());
        assertEquals(400, upload(poe.apiKey(), FORM, "download_url=%zz").statusCode());
        assertEquals(
                400,
                upload(poe.apiKey(), MULTIPART, part("other\"; filename=\"x.png", "image/png"))
                        .statusCode());
        assertEquals(400, upload(poe.apiKey(), MULTIPART, "--b\r\ncut").statusCode());
        assertEquals(400, upload(poe.apiKey(), "application/json", "{}").statusCode());
        assertTrue(poe.uploads().isEmpty());
    }

    @Test
    void whoami_isOwnerOfKey() throws Exception {
        var response = new ApiClient(poe).post("/v1/whoami", "");
        var json = ApiClient.JSON.readTree(response.body());

        assertEquals(200, response.statusCode());
        assertTrue(json.path("user_id").isNumber());
        assertFalse(json.path("handle").asText().isEmpty());
        assertEquals(401, new ApiClient(poe, "").post("/v1/whoami", "").statusCode());
        assertEquals(405, new ApiClient(poe).get("/v1/whoami").statusCode());
    }

    private HttpResponse<String> upload(String authorization, String contentType, String body) throws Exception {
        var request = HttpRequest.newBuilder(poe.apiUrl().resolve("/poe_api/file_upload_3RD_PARTY_POST"))
                .header("Authorization", authorization)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String part(String name, String type) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: " + type
                + "\r\n\r\nabc\r\n--b--\r\n";
    }
}
