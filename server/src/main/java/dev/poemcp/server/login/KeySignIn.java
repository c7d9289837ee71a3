package dev.poemcp.server.login;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.OAuthClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gets an API key through the user's browser: OAuth with PKCE, answered on loopback, or by the address that the user
 * pastes if the browser runs on another machine. Source: docs/official-api.md §2.3.
 */
public final class KeySignIn {
    private final Function<URI, OAuthClient> flow;
    private final Predicate<URI> browser;
    private final Duration limit;

    /**
     * @param flow starts the OAuth flow for the given callback address
     * @param browser opens a page; false if it cannot
     * @param limit time for the user to decide
     */
    public KeySignIn(Function<URI, OAuthClient> flow, Predicate<URI> browser, Duration limit) {
        this.flow = flow;
        this.browser = browser;
        this.limit = limit;
    }

    /**
     * Waits until the user has decided.
     *
     * @param in where the user may paste the address
     * @throws PoeException as {@link OAuthClient#exchange}, {@link PoeFailure.TimedOut} without a decision,
     *     {@link PoeFailure.Cancelled} if the thread is interrupted
     */
    public OAuthClient.IssuedKey run(InputStream in, PrintStream err) {
        try (var listener = CallbackListener.open();
                var oauth = flow.apply(listener.url())) {
            var callback = new CompletableFuture<String>();
            listener.start(oauth::isCallback, callback);
            URI page = oauth.authorizationUrl();
            err.println(
                    browser.test(page)
                            ? "A browser opens for the sign-in. If it does not, open:"
                            : "Open this page to sign in:");
            err.println("  " + page);
            err.println("If the browser runs on another machine, copy the address that it ends at and paste it here.");
            readPasted(in, err, oauth, callback);
            return oauth.exchange(await(callback));
        }
    }

    private static void readPasted(
            InputStream in, PrintStream err, OAuthClient oauth, CompletableFuture<String> callback) {
        var reader = new Thread(() -> {
            try {
                for (String line = InputLine.read(in); line != null; line = InputLine.read(in)) {
                    if (oauth.isCallback(line)) {
                        callback.complete(line);
                        return;
                    }
                    if (!line.isEmpty()) {
                        err.println("This is not the address of this sign-in; copy the whole address.");
                    }
                }
            } catch (IOException e) {
                err.println("The input cannot be read (" + e.getMessage() + "); the browser's answer still counts.");
            }
        });
        reader.setName("pasted-address");
        // A read of stdin cannot be interrupted.
        reader.setDaemon(true);
        reader.start();
    }

    private String await(CompletableFuture<String> callback) {
        try {
            return callback.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoeException(new PoeFailure.Cancelled("The sign-in was cancelled.", Spend.NONE), e);
        } catch (TimeoutException e) {
            throw new PoeException(new PoeFailure.TimedOut("The browser did not come back in time.", Spend.NONE), e);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing fails the callback", impossible);
        }
    }
}
