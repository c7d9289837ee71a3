package dev.poemcp.poe.site.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import java.net.URI;
import java.time.Clock;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountCookiesTest {
    @ParameterizedTest
    @CsvSource({
        "https://poe.example, https://poe.example/x, 1",
        "https://poe.example, http://poe.example/x, 0",
        "https://poe.example, https://other.example/x, 0",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/x, 1"
    })
    void cookies_areSentOnlyToSiteAndNotUnencrypted(URI base, String url, int expected) {
        var cookies =
                new AccountCookies(base, new AccountCredentials(new Secret("a%3D%3D"), null, null), Clock.systemUTC());

        assertEquals(expected, cookies.loadForRequest(HttpUrl.get(url)).size());
    }
}
