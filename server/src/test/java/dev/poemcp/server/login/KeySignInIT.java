package dev.poemcp.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.Issuer;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.api.ApiConfig;
import dev.poemcp.poe.api.OAuthClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in with an emulated Poe and an HTTP client as browser; it acts before the sign-in starts to wait. */
final class KeySignInIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Pattern REDIRECT_URI = Pattern.compile("redirect_uri=([^&]*)");

    private final PoeEmulator poe = PoeEmulator.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        poe.close();
    }

    @ParameterizedTest
    @EnumSource(names = "WRONG", mode = EnumSource.Mode.EXCLUDE)
    void allowedSignIn_yieldsKey(Issuer issuer) {
        poe.api().issuer(issuer);

        var issued = signIn(page -> get(decision(page, "allow")).statusCode() == 200);

        assertTrue(poe.apiKeys().nameOf(issued.key().reveal()).isPresent());
        assertEquals(Optional.empty(), issued.expires());
        assertTrue(shown().startsWith("A browser opens"), shown());
        assertFalse(shown().contains(issued.key().reveal()));
    }

    @Test
    void deniedSignIn_hasNoKey() {
        var failure = failure(page -> get(decision(page, "deny")).statusCode() == 200);

        assertInstanceOf(PoeFailure.AuthExpired.class, failure);
        assertEquals("The sign-in ended with \"access_denied\" (The user denied).", failure.what());
        assertEquals(0, poe.requests().count("apiToken"));
    }

    @Test
    void otherIssuer_isRefused() {
        poe.api().issuer(Issuer.WRONG);

        var failure = failure(page -> get(decision(page, "allow")).statusCode() == 200);

        assertTrue(failure.what().contains("another site than " + poe.url()), failure.what());
        assertEquals(0, poe.requests().count("apiToken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=c&state=other", "error=access_denied", "x"})
    void callbackOfAnotherSignIn_doesNotEndThisOne(String query) {
        var issued = signIn(page -> {
            assertEquals(400, get(URI.create(callback(page) + "?" + query)).statusCode());
            return get(decision(page, "allow")).statusCode() == 200;
        });

        assertTrue(poe.apiKeys().nameOf(issued.key().reveal()).isPresent());
    }

    @Test
    void secondCallback_isGone() {
        var issued = signIn(page -> {
            var callback = decision(page, "allow");
            assertEquals(200, get(callback).statusCode());
            assertEquals(410, get(callback).statusCode());
            return true;
        });

        assertTrue(poe.apiKeys().nameOf(issued.key().reveal()).isPresent());
        assertEquals(1, poe.requests().count("apiToken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/favicon.ico", "/callback", "/callback/x?code=c"})
    void otherPath_isNotFound(String path) {
        signIn(page -> {
            assertEquals(404, get(callback(page).resolve(path)).statusCode());
            return get(decision(page, "allow")).statusCode() == 200;
        });
    }

    @Test
    void usedCode_isRefusedByPoe() {
        var failure = failure(page -> {
            var callback = decision(page, "allow");
            get(callback);
            post("/token", "grant_type=authorization_code&" + callback.getRawQuery());
            return true;
        });

        assertTrue(failure.what().contains("The code is not valid for this request"), failure.what());
        assertEquals(2, poe.requests().count("apiToken"));
    }

    @Test
    void pastedAddress_isTakenInsteadOfCallback() throws Exception {
        try (var typed = new PipedOutputStream();
                var in = new PipedInputStream(typed)) {
            var issued = signIn(in, LONG, page -> {
                var address = decision(page, "allow");
                write(typed, "yes\n\nhttp://127.0.0.1/callback?code=c&state=other\n" + address + "\n");
                return false;
            });

            assertTrue(poe.apiKeys().nameOf(issued.key().reveal()).isPresent());
        }
        assertTrue(shown().startsWith("Open this page to sign in:"), shown());
        assertEquals(
                2,
                shown().lines().filter(line -> line.startsWith("This is not")).count(),
                shown());
    }

    @Test
    void noDecision_isTimeout() {
        var failed = assertThrows(
                PoeException.class, () -> signIn(InputStream.nullInputStream(), Duration.ofMillis(1), page -> true));

        assertInstanceOf(PoeFailure.TimedOut.class, failed.failure());
    }

    @Test
    void interruptedWait_isCancelled() {
        var failure = failure(page -> {
            Thread.currentThread().interrupt();
            return true;
        });

        // Whether it is still set depends on the JDK, whose HTTP server waits when it is stopped.
        var unused = Thread.interrupted();
        assertInstanceOf(PoeFailure.Cancelled.class, failure);
    }

    private PoeFailure failure(Predicate<URI> browser) {
        return assertThrows(PoeException.class, () -> signIn(browser)).failure();
    }

    private OAuthClient.IssuedKey signIn(Predicate<URI> browser) {
        return signIn(InputStream.nullInputStream(), LONG, browser);
    }

    private OAuthClient.IssuedKey signIn(InputStream in, Duration limit, Predicate<URI> browser) {
        var signIn = new KeySignIn(
                callback -> new OAuthClient(
                        ApiConfig.of(poe.apiUrl(), null), poe.url(), "client", callback, Clock.systemUTC()),
                browser,
                limit);
        return signIn.run(in, new PrintStream(shown, true, UTF_8));
    }

    private String shown() {
        return shown.toString(UTF_8);
    }

    /** Submits the consent page's form; returns where that leads to. */
    private URI decision(URI page, String decision) {
        var response = post(page.getPath(), page.getRawQuery() + "&decision=" + decision);
        return URI.create(response.headers().firstValue("location").orElseThrow());
    }

    private static URI callback(URI page) {
        var parameter = REDIRECT_URI.matcher(page.getRawQuery());
        assertTrue(parameter.find());
        return URI.create(URLDecoder.decode(parameter.group(1), UTF_8));
    }

    private HttpResponse<String> get(URI url) {
        return send(HttpRequest.newBuilder(url).build());
    }

    private HttpResponse<String> post(String path, String form) {
        return send(HttpRequest.newBuilder(poe.url().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(PipedOutputStream stream, String text) {
        try {
            stream.write(text.getBytes(UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
