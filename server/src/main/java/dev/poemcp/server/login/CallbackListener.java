package dev.poemcp.server.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Waits on loopback for the browser to come back from the consent page. Only the first callback of this sign-in counts:
 * any page in the browser can send another one, which must not end it.
 */
final class CallbackListener implements AutoCloseable {
    private static final String PATH = "/callback";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpServer server;

    private CallbackListener(HttpServer server) {
        this.server = server;
    }

    /** Takes a free port; answers after {@link #start}. */
    static CallbackListener open() {
        try {
            // Not "localhost": another program may listen on the other family of addresses.
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            return new CallbackListener(HttpServer.create(address, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the browser is to be sent. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /**
     * Listens.
     *
     * @param belongs whether a query belongs to this sign-in
     * @param callback gets the query of the first callback that does
     */
    void start(Predicate<String> belongs, CompletableFuture<String> callback) {
        server.createContext("/", exchange -> handle(exchange, belongs, callback));
        server.start();
    }

    private static void handle(HttpExchange exchange, Predicate<String> belongs, CompletableFuture<String> callback)
            throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        boolean accepted = false;
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH) || query == null) {
                respond(exchange, NOT_FOUND, "There is nothing here.");
            } else if (!belongs.test(query)) {
                respond(exchange, BAD_REQUEST, "This is not the sign-in that poe-mcp waits for.");
            } else if (callback.isDone()) {
                respond(exchange, GONE, "This sign-in has been used. Run poe-mcp login again for another one.");
            } else {
                respond(exchange, OK, "poe-mcp has the answer of Poe. You can close this window and go back.");
                accepted = true;
            }
        }
        if (accepted) {
            // Afterwards, since it leads to close, which cuts off responses.
            callback.complete(query);
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] page = ("<!doctype html><meta charset=utf-8><title>poe-mcp</title><p>" + text)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        // The address holds the code.
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
