package dev.poemcp.emulator.site;

import dev.poemcp.emulator.channel.ChannelEndpoint;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBehavior.ChannelData;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.world.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/** Handles every request: reads, logs and checks it, then responds or applies a fault. */
final class SiteHandler extends Handler.Abstract {
    private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    private final Gate gate;
    private final GraphQl graphQl;
    private final Uploads uploads;
    private final Pages pages;
    private final PageScripts scripts;
    private final Channels channels;
    private final ChannelEndpoint channelEndpoint;
    private final ServedFiles files;
    private final Session session;
    private final Controls controls;
    private final Protection protection;
    private final ScheduledExecutorService clock;

    SiteHandler(
            Gate gate,
            GraphQl graphQl,
            Uploads uploads,
            Pages pages,
            PageScripts scripts,
            Channels channels,
            ChannelEndpoint channelEndpoint,
            ServedFiles files,
            Session session,
            Controls controls,
            ScheduledExecutorService clock) {
        this.gate = gate;
        this.graphQl = graphQl;
        this.uploads = uploads;
        this.pages = pages;
        this.scripts = scripts;
        this.channels = channels;
        this.channelEndpoint = channelEndpoint;
        this.files = files;
        this.session = session;
        this.controls = controls;
        this.clock = clock;
        this.protection = new Protection(controls.behavior());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var exchange = new FaultyExchange(request, response, callback, clock, session, controls);
        var challenge = protection.answer(request, path(request));
        if (challenge.isPresent()) {
            logRequest(request, "protection", new byte[0]);
            exchange.respond(challenge.get());
            return true;
        }
        if (path(request).startsWith("/up/")) {
            logRequest(request, "socket", new byte[0]);
            var fault = controls.faults().take("socket");
            if (fault.isPresent()) {
                exchange.apply(fault.get(), Call.of("socket", () -> SiteResponse.empty(503)));
            } else {
                exchange.respond(() -> channelEndpoint.serve(request, response, callback));
            }
            return true;
        }
        if (controls.behavior().postsLimited() && path(request).startsWith("/api/gql_")) {
            logRequest(request, "limited", new byte[0]);
            exchange.respond(
                    SiteResponse.text(429, "text/plain", "Too Many Requests").withHeader("Retry-After", "30"));
            return true;
        }
        var call = route(request);
        var fault = call.refused() ? Optional.<Fault>empty() : controls.faults().take(call.operation());
        if (fault.isPresent()) {
            exchange.apply(fault.get(), call);
        } else {
            exchange.respond(call.execute().get());
        }
        return true;
    }

    private Call route(Request request) throws IOException {
        var isPost = request.getMethod().equals("POST");
        return switch (path(request)) {
            case "/api/gql_POST" -> isPost ? graphQlPost(request) : notAllowed(request);
            case "/api/gql_upload_POST" -> isPost ? graphQlUpload(request) : notAllowed(request);
            case "/api/finish_upload_POST" -> isPost ? finishUpload(request) : notAllowed(request);
            case "/api/receive_POST" -> telemetry(request);
            case "/login" -> isPost ? signIn(request) : page(request);
            default -> isPost ? notAllowed(request) : page(request);
        };
    }

    private Call graphQlPost(Request request) throws IOException {
        if (!contentType(request).toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return logged(request, Call.refused("unknown", SiteResponse.badRequest()));
        }
        var body = Content.Source.asInputStream(request).readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return logged(request, Call.refused("unknown", SiteResponse.empty(413)));
        }
        var call = graphQl.json(request, body);
        logRequest(request, call.operation(), body);
        return call;
    }

    private Call graphQlUpload(Request request) throws IOException {
        try {
            var form = uploads.read(contentType(request), Content.Source.asInputStream(request));
            if (form.isEmpty()) {
                return logged(request, Call.refused("sendMessage", SiteResponse.empty(400)));
            }
            var call = graphQl.upload(request, form.get());
            logRequest(request, call.operation(), form.get().text().getBytes(StandardCharsets.UTF_8));
            return call;
        } catch (MultipartReader.Malformed e) {
            return logged(request, Call.refused("sendMessage", SiteResponse.empty(400)));
        }
    }

    private Call finishUpload(Request request) throws IOException {
        if (!gate.signedIn(request)) {
            return logged(request, Call.refused("upload", SiteResponse.toLogin()));
        }
        try {
            var file = uploads.readSingle(contentType(request), Content.Source.asInputStream(request));
            var call = file.map(received -> Call.of(
                            "upload",
                            () -> SiteResponse.json(Nodes.object().put("fileHashJwt", uploads.tokenFor(received)))))
                    .orElseGet(() -> Call.refused("upload", SiteResponse.empty(400)));
            return logged(request, call);
        } catch (MultipartReader.Malformed e) {
            return logged(request, Call.refused("upload", SiteResponse.empty(400)));
        }
    }

    /** Anyone may sign in: the account is the only one. */
    private Call signIn(Request request) {
        var account = session.account();
        // With a lifetime, since browsers forget others at their end, and people stay signed in.
        var attributes = "; Path=/; Max-Age=34560000; HttpOnly" + (request.isSecure() ? "; Secure" : "");
        return logged(
                request,
                Call.of(
                        "signIn",
                        () -> SiteResponse.of(303, Map.of("Location", "/"), new byte[0])
                                .withCookie("p-b=" + account.pB() + attributes)
                                .withCookie("p-lat=" + account.pLat() + attributes)));
    }

    private Call telemetry(Request request) {
        return logged(request, Call.of("telemetry", () -> SiteResponse.json(Nodes.object())));
    }

    private Call page(Request request) {
        var path = path(request);
        if (path.equals("/")) {
            return logged(
                    request, pageCall(request, "home", () -> pages.home(Gate.origin(request), gate.signedIn(request))));
        }
        if (path.equals("/api/settings")) {
            return logged(request, pageCall(request, "channelSettings", () -> channelSettings(request)));
        }
        if (path.equals("/login")) {
            return logged(request, Call.of("login", pages::login));
        }
        if (path.equals("/api/ping")) {
            return logged(request, Call.of("ping", () -> SiteResponse.json(Nodes.object())));
        }
        if (path.startsWith("/s/")) {
            return logged(request, Call.of("sharePage", () -> pages.share(path.substring(3))));
        }
        if (path.equals("/chats")) {
            return logged(
                    request,
                    pageCall(request, "chatsHtml", () -> pages.chats(Gate.origin(request), gate.signedIn(request))));
        }
        if (path.startsWith("/chat/")) {
            var code = path.substring("/chat/".length());
            return logged(
                    request,
                    pageCall(
                            request, "chatHtml", () -> pages.chat(Gate.origin(request), code, gate.signedIn(request))));
        }
        if (path.startsWith("/file/")) {
            return logged(request, Call.of("file", () -> file(path)));
        }
        var bot = pages.botAt(path);
        if (bot.isPresent()) {
            return logged(
                    request,
                    Call.of(
                            "botHtml",
                            () -> pages.bot(
                                    Gate.origin(request), bot.get(), path.substring(1), gate.signedIn(request))));
        }
        // Names of chunks have brackets, which a browser encodes.
        var chunk = scripts.chunk(URIUtil.decodePath(path));
        return logged(
                request,
                chunk.map(text -> Call.of("script", () -> SiteResponse.text(200, "application/javascript", text)))
                        .orElseGet(() -> Call.refused("unknown", SiteResponse.text(404, "text/html", "Not found"))));
    }

    private Call pageCall(Request request, String operation, Supplier<SiteResponse> page) {
        return gate.refusePage(request)
                .map(rejection -> Call.refused(operation, rejection))
                .orElseGet(() -> Call.of(operation, page));
    }

    /** A channel that the client already has keeps its sequence number and subscriptions. */
    private SiteResponse channelSettings(Request request) {
        if (controls.behavior().channelData() == ChannelData.ABSENT) {
            return SiteResponse.json(Nodes.of("poegraphqlMutations", Nodes.object()));
        }
        if (controls.behavior().channelData() == ChannelData.OTHER_SHAPE) {
            var realtime = Nodes.object().put("transport", "websocket").put("version", 2);
            return SiteResponse.json(Nodes.of("realtime", realtime));
        }
        Fields query = Request.extractQueryParameters(request);
        var channel = channels.find(query.getValue("channel")).orElseGet(channels::open);
        var settings = Nodes.of("tchannelData", channels.describe(channel));
        settings.putObject("poegraphqlMutations");
        return SiteResponse.json(settings);
    }

    private SiteResponse file(String path) {
        if (path.matches("/file/picture/\\d{1,18}\\.png")) {
            var number = path.substring("/file/picture/".length(), path.length() - ".png".length());
            return SiteResponse.bytes("image/png", Picture.png(Long.parseLong(number)));
        }
        return files.find(path)
                .map(served ->
                        SiteResponse.bytes(served.mimeType(), served.content().bytes()))
                .orElseGet(() -> SiteResponse.text(404, "text/plain", "Not found"));
    }

    private Call notAllowed(Request request) {
        return logged(request, Call.refused("unknown", SiteResponse.empty(405)));
    }

    private Call logged(Request request, Call call) {
        logRequest(request, call.operation(), new byte[0]);
        return call;
    }

    private void logRequest(Request request, String operation, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        request.getHeaders()
                .forEach(field -> headers.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
                        .add(field.getValue()));
        controls.requests()
                .add(operation, request.getMethod(), request.getHttpURI().getPathQuery(), headers, body);
    }

    private static String path(Request request) {
        return request.getHttpURI().getCanonicalPath();
    }

    private static String contentType(Request request) {
        var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : type;
    }
}
