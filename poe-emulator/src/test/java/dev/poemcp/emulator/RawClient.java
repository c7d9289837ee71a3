package dev.poemcp.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A minimal client whose headers can be changed to send valid or invalid requests. */
public final class RawClient {
    public static final ObjectMapper JSON = new ObjectMapper();
    static final String SALT = "4LxgHM6KpFqokX0Ox";
    private static final Pattern REVISION = Pattern.compile("\"poe-revision\":\"([0-9a-f]{40})\"");
    private static final Pattern APP = Pattern.compile("src=\"([^\"]*/_app-[^\"]*)\"");

    private final HttpClient http;
    private final OkHttpClient sockets;
    private final PoeEmulator poe;
    private final boolean tagSwapped;
    final Map<String, @Nullable String> headers = new LinkedHashMap<>();

    public RawClient(PoeEmulator poe, boolean tagSwapped) {
        this.poe = poe;
        this.tagSwapped = tagSwapped;
        var isTls = poe.url().getScheme().equals("https");
        http = isTls ? HttpClient.newBuilder().sslContext(poe.trust().context()).build() : HttpClient.newHttpClient();
        sockets = isTls
                ? new OkHttpClient.Builder()
                        .sslSocketFactory(
                                poe.trust().socketFactory(), poe.trust().trustManager())
                        .build()
                : new OkHttpClient();
        var account = poe.account();
        headers.put("Content-Type", "application/json");
        headers.put("Origin", poe.url().toString());
        headers.put("Cookie", "p-b=" + account.pB() + "; p-lat=" + account.pLat());
        headers.put("poe-formkey", account.formkey());
    }

    /** A client of the newest build with all its headers. */
    public static RawClient ofAugust2026(PoeEmulator poe) throws IOException, InterruptedException {
        var client = new RawClient(poe, true);
        client.headers.put("poegraphql", "0");
        client.headers.put("poe-revision", client.revision());
        return client;
    }

    String revision() throws IOException, InterruptedException {
        var app = APP.matcher(get("/").body());
        if (!app.find()) {
            throw new AssertionError("no app chunk");
        }
        var revision =
                REVISION.matcher(get(poe.url().resolve(app.group(1)).getPath()).body());
        if (!revision.find()) {
            throw new AssertionError("no revision");
        }
        return revision.group(1);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(poe.url().resolve(path))
                .header("Cookie", String.valueOf(headers.get("Cookie")))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public static String envelope(String queryName, String variables, String hash) {
        return "{\"queryName\":\"" + queryName + "\",\"variables\":" + variables + ",\"extensions\":{\"hash\":\"" + hash
                + "\"}}";
    }

    public HttpResponse<String> post(String queryName, String variables, String hash)
            throws IOException, InterruptedException {
        var body = envelope(queryName, variables, hash);
        return post(queryName, body, sign(body, String.valueOf(headers.get("poe-formkey"))), "/api/gql_POST");
    }

    public HttpResponse<String> post(String queryName, String body, String tag, String path)
            throws IOException, InterruptedException {
        return post(queryName, HttpRequest.BodyPublishers.ofString(body), tag, path);
    }

    public HttpResponse<String> post(String queryName, HttpRequest.BodyPublisher body, String tag, String path)
            throws IOException, InterruptedException {
        return http.send(request(queryName, body, tag, path), HttpResponse.BodyHandlers.ofString());
    }

    /** A post that may never get a response. */
    CompletableFuture<HttpResponse<String>> postLater(String queryName, String variables, String hash) {
        var body = envelope(queryName, variables, hash);
        var tag = sign(body, String.valueOf(headers.get("poe-formkey")));
        return http.sendAsync(
                request(queryName, HttpRequest.BodyPublishers.ofString(body), tag, "/api/gql_POST"),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String queryName, HttpRequest.BodyPublisher body, String tag, String path) {
        var request = HttpRequest.newBuilder(poe.url().resolve(path))
                // Only against a test that hangs: the largest upload takes long on a busy machine.
                .timeout(Duration.ofMinutes(2))
                .POST(body);
        var sent = new LinkedHashMap<String, @Nullable String>();
        sent.put("poe-tag-id", tag);
        sent.put("poe-queryname", queryName);
        // A null header is omitted.
        sent.putAll(headers);
        sent.forEach((name, value) -> {
            if (value != null) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    /** The {@code data} of a response; fails without it. */
    public JsonNode data(String queryName, String variables, String hash) throws IOException, InterruptedException {
        var response = post(queryName, variables, hash);
        var json = JSON.readTree(response.body());
        if (response.statusCode() != 200 || !json.path("data").isObject()) {
            throw new AssertionError(queryName + ": " + response.statusCode() + " " + response.body());
        }
        return json.path("data");
    }

    public String sign(String payload, String formkey) {
        var tag = md5(payload + formkey + SALT);
        if (!tagSwapped) {
            return tag;
        }
        var characters = tag.toCharArray();
        characters[20] = tag.charAt(24);
        characters[24] = tag.charAt(20);
        return String.valueOf(characters);
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fetches a channel and names it in every later post. */
    public JsonNode channel() throws IOException, InterruptedException {
        var channel = JSON.readTree(get("/api/settings").body()).path("tchannelData");
        headers.put("poe-tchannel", channel.path("channel").asText());
        return channel;
    }

    /** An open socket whose frames queue up. */
    public Socket socket(JsonNode channel, String minSeq) {
        var url = poe.url().toString().replaceFirst("^http", "ws") + "/up/"
                + channel.path("boxName").asText()
                + "/updates?min_seq=" + minSeq + "&channel="
                + channel.path("channel").asText() + "&hash="
                + channel.path("channelHash").asText() + "&generation=1";
        var socket = new Socket();
        // The JDK's client loses the rest of a frame whose start arrives together with the handshake.
        socket.webSocket = sockets.newWebSocket(new Request.Builder().url(url).build(), socket);
        socket.opened.orTimeout(10, TimeUnit.SECONDS).join();
        return socket;
    }

    /** A socket with a queue of received frames. */
    static final class Socket extends WebSocketListener {
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private @Nullable WebSocket webSocket;

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(null);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            frames.add(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            frames.add("closed " + code);
            socket.close(code, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            frames.add("broken");
            opened.completeExceptionally(failure);
        }

        void send(String text) {
            if (webSocket != null) {
                webSocket.send(text);
            }
        }

        JsonNode frame() throws InterruptedException, IOException {
            var frame = frames.poll(10, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame");
            }
            return frame.startsWith("{")
                    ? JSON.readTree(frame)
                    : JSON.getNodeFactory().textNode(frame);
        }

        /** The next event of this subscription; earlier events are dropped. */
        JsonNode event(String subscription) throws InterruptedException, IOException {
            while (true) {
                for (var inner : frame().path("messages")) {
                    var payload = JSON.readTree(inner.asText()).path("payload");
                    if (payload.path("subscription_name").asText().equals(subscription)) {
                        return payload;
                    }
                }
            }
        }
    }
}
