package dev.poemcp.poe.har;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.capture.CapturedRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapturedSessionTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final CapturedSession session = new CapturedSession(URI.create("https://poe.com"));

    @Test
    void newestRequest_tellsCookiesAndBrowser() {
        add(
                NOON.plusSeconds(2),
                "https://poe.com/b",
                Map.of(
                        "cookie", "a=b; p-b=new%3D%3D; p-lat=lat; cf_clearance=x.y=; __cf_bm=bm",
                        "user-agent", "Browser/2",
                        "accept-language", "de",
                        "sec-ch-ua", "\"B\"",
                        "sec-ch-ua-platform", "\"Linux\"",
                        "accept", "*/*"));
        add(NOON.plusSeconds(1), "https://poe.com/a", Map.of("cookie", "p-b=old", "poe-formkey", KEY));

        var account = session.credentials().orElseThrow();
        assertEquals(new Secret("new%3D%3D"), account.pB());
        assertEquals(new Secret("lat"), account.pLat());
        assertNull(account.formkey());
        assertEquals(
                Map.of("cf_clearance", new Secret("x.y="), "__cf_bm", new Secret("bm")),
                account.browser().cookies());
        assertEquals(
                Map.of(
                        "User-Agent", "Browser/2",
                        "Accept-Language", "de",
                        "sec-ch-ua", "\"B\"",
                        "sec-ch-ua-platform", "\"Linux\""),
                account.browser().headers());
    }

    @Test
    void formkeyOfSameSession_isTaken() {
        add(NOON, "https://poe.com/api/gql_POST", Map.of("cookie", "p-b=one", "poe-formkey", KEY));
        add(NOON.plusSeconds(1), "https://poe.com/", Map.of("cookie", "p-b=one"));

        assertEquals(new Secret(KEY), session.credentials().orElseThrow().formkey());
    }

    @Test
    void oddFormkey_isIgnored() {
        add(NOON, "https://poe.com/api/gql_POST", Map.of("cookie", "p-b=one", "poe-formkey", "\r\nX: y"));

        assertNull(session.credentials().orElseThrow().formkey());
    }

    @Test
    void entriesWithoutTime_countInOrder() {
        add(null, "https://poe.com/", Map.of("cookie", "p-b=one"));
        add(null, "https://poe.com/", Map.of("cookie", "p-b=two"));

        assertEquals(new Secret("two"), session.credentials().orElseThrow().pB());
    }

    @Test
    void otherHostsAndOtherCookies_areIgnored() {
        add(NOON, "https://poe.com.evil.example/", Map.of("cookie", "p-b=one"));
        add(NOON, "https://poe.com:444/", Map.of("cookie", "p-b=one"));
        add(NOON, "https://tch1.tch.poe.com/", Map.of("cookie", "p-b=one"));
        add(NOON, "https://poe.com/", Map.of("cookie", "xp-b=one; =; p-lat=2"));
        add(NOON, "https://poe.com/", Map.of());

        assertTrue(session.credentials().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"data\": {\"viewer\": null}},true",
                "{\"data\": {\"viewer\": {\"uid\": null}}},true",
                "{\"data\": {\"viewer\": {\"uid\": 17}}},false",
                "{\"data\": {\"viewer\": {\"chats\": []}}},false",
                "<script>\"viewer\": null,false"
            })
    void guest_isRecognizedByViewer(String response, boolean isOfGuest) {
        add(NOON, "https://poe.com/", Map.of("cookie", "p-b=one"), response);

        assertEquals(isOfGuest, session.isOfGuest());
    }

    @Test
    void guestWhoSignsIn_isNoGuest() {
        add(NOON, "https://poe.com/", Map.of("cookie", "p-b=one"), "{\"data\": {\"viewer\": null}}");
        add(NOON, "https://poe.com/", Map.of("cookie", "p-b=one"), "{\"data\": {\"viewer\": {\"uid\": 17}}}");

        assertFalse(session.isOfGuest());
    }

    private void add(@Nullable Instant started, String url, Map<String, String> headers) {
        add(started, url, headers, "");
    }

    private void add(@Nullable Instant started, String url, Map<String, String> headers, String response) {
        session.entry(new HarEntry(
                started, new CapturedRequest("GET", URI.create(url), headers, "", 200, response), Optional.empty()));
    }
}
