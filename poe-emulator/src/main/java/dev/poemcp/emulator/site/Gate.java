package dev.poemcp.emulator.site;

import dev.poemcp.emulator.channel.Channel;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.control.EmulatorOptions.DeadSession;
import dev.poemcp.emulator.control.RequestSigning;
import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.control.SiteBehavior.ChannelData;
import dev.poemcp.emulator.control.SiteBehavior.ReadGate;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import dev.poemcp.emulator.query.BuildData;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Checks the cookies, formkey, signature and headers of requests (docs/poe-protocol.md §1). */
final class Gate {
    /** Operations that require a channel for their events. */
    private static final List<String> NEED_CHANNEL = List.of("subscribe", "sendMessage", "regenerate");

    /** Reads that were seen to work without any cookie (docs/poe-protocol.md §1.5). */
    private static final List<String> PUBLIC_READS = List.of("exploreBots", "rateCard", "leaderboard");

    private final BuildData build;
    private final Session session;
    private final Channels channels;
    private final RequestSigning signing;
    private final String revision;
    private final DeadSession deadSession;
    private final SiteBehavior behavior;

    Gate(
            BuildData build,
            Session session,
            Channels channels,
            String revision,
            DeadSession deadSession,
            RequestSigning signing,
            SiteBehavior behavior) {
        this.build = build;
        this.session = session;
        this.channels = channels;
        this.signing = signing;
        this.revision = revision;
        this.deadSession = deadSession;
        this.behavior = behavior;
    }

    /** The response instead of a page; empty if the page may be shown. */
    Optional<SiteResponse> refusePage(Request request) {
        return signedIn(request)
                        || behavior.session() == SessionState.NO_ACCOUNT
                        || behavior.signedOutPage() == SignedOutPage.NO_VIEWER
                ? Optional.empty()
                : Optional.of(SiteResponse.toLogin());
    }

    /** Whether the cookies are those of the session and it has not ended. */
    boolean signedIn(Request request) {
        var cookies = cookies(request);
        var cookiesAccepted = build.cookies().stream().allMatch(name -> session.acceptsCookie(name, cookies.get(name)));
        return cookiesAccepted && session.alive() && behavior.session() == SessionState.SIGNED_IN;
    }

    /**
     * The rejection of a post; empty if it is accepted.
     *
     * @param payload the bytes that the tag signs
     * @param queryName from the envelope
     */
    Optional<SiteResponse> refusePost(Request request, byte[] payload, String operation, String queryName) {
        // Inferred: an unknown hash is treated as a read, since there is no write to protect.
        var reads = build.reads(operation) || operation.equals("unknown");
        if (behavior.readGate() != ReadGate.STRICT && reads) {
            return refuseRead(request, operation, queryName);
        }
        var headers = request.getHeaders();
        var cookies = cookies(request);
        var account = session.account();
        if (!origin(request).equals(headers.get(HttpHeader.ORIGIN))
                || !build.cookies().stream().allMatch(cookies::containsKey)) {
            return Optional.of(SiteResponse.badRequest());
        }
        if (!signedIn(request)) {
            return deadSession(operation);
        }
        var tag = new TagRecipe(signing.saltOr(build.tagSalt()), signing.swapOr(build.tagSwap()));
        var signed = account.formkey().equals(headers.get("poe-formkey"))
                && tag.sign(payload, account.formkey()).equals(headers.get("poe-tag-id"));
        if (!signed) {
            return Optional.of(session.formkeyRefusal());
        }
        if (!areBuildHeadersValid(request, queryName) || !isChannelValid(request, operation)) {
            return Optional.of(SiteResponse.badRequest());
        }
        return Optional.empty();
    }

    /** Checks a read when the site checks neither key nor signature. */
    private Optional<SiteResponse> refuseRead(Request request, String operation, String queryName) {
        var headers = request.getHeaders();
        var lenient = behavior.readGate() == ReadGate.NO_TAG;
        var isPublic = lenient && PUBLIC_READS.contains(operation);
        if (!isPublic && !build.cookies().stream().allMatch(cookies(request)::containsKey)) {
            return Optional.of(SiteResponse.badRequest());
        }
        if (!isPublic && !signedIn(request)) {
            return deadSession(operation);
        }
        var headersValid = (lenient || headers.contains("poe-tag-id"))
                && build.headers().stream()
                        .filter(name -> !name.equals("poe-revision"))
                        .allMatch(name -> isHeaderValid(request, name, queryName));
        return headersValid ? Optional.empty() : Optional.of(SiteResponse.badRequest());
    }

    private Optional<SiteResponse> deadSession(String operation) {
        if (behavior.session() == SessionState.NO_ACCOUNT) {
            return Optional.of(withoutViewer(operation));
        }
        var status = behavior.signedOutStatus();
        if (status.isPresent()) {
            return Optional.of(SiteResponse.plain(status.getAsInt()));
        }
        return Optional.of(
                switch (deadSession) {
                    case REDIRECT -> SiteResponse.toLogin();
                    case VIEWER_NULL -> withoutViewer(operation);
                });
    }

    private static SiteResponse withoutViewer(String operation) {
        return operation.equals("accountSettings")
                ? SiteResponse.data(Nodes.of("viewer", null))
                : SiteResponse.graphQlError("Server Error");
    }

    private boolean areBuildHeadersValid(Request request, String queryName) {
        return build.headers().stream().allMatch(name -> isHeaderValid(request, name, queryName))
                && signing.requiredHeaders().stream().allMatch(request.getHeaders()::contains);
    }

    private boolean isHeaderValid(Request request, String name, String queryName) {
        var value = request.getHeaders().get(name);
        return value != null
                && switch (name) {
                    // Names of the site and of its clients differ in the case of the first letter.
                    case "poe-queryname" -> value.equalsIgnoreCase(queryName);
                    case "poegraphql" -> value.equals("0") || value.equals("1");
                    case "poe-revision" -> value.equals(revision);
                    default -> true;
                };
    }

    private boolean isChannelValid(Request request, String operation) {
        var channel = request.getHeaders().get("poe-tchannel");
        return channel == null ? !needsChannel(operation) : channels.wasOpened(channel);
    }

    private boolean needsChannel(String operation) {
        return NEED_CHANNEL.contains(operation)
                && (operation.equals("subscribe") || behavior.channelData() == ChannelData.COMPLETE);
    }

    /** The origin under which the client sees this site. */
    static String origin(Request request) {
        return request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
    }

    /** Cookies by name, with raw values: a client that decodes a value sends a wrong one. */
    static Map<String, String> cookies(Request request) {
        var cookies = new HashMap<String, String>();
        request.getHeaders().getValuesList(HttpHeader.COOKIE).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.indexOf('=') > 0)
                .forEach(pair ->
                        cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return cookies;
    }

    /** The channel that a post names, if it is open. */
    Optional<Channel> channel(Request request) {
        @Nullable String name = request.getHeaders().get("poe-tchannel");
        return channels.find(name);
    }
}
