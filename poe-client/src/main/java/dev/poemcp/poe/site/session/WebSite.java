package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.http.ConnectionSettings;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.WorkerThreads;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.graphql.GraphqlRequest;
import dev.poemcp.poe.site.http.AccountCookies;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.json.JsonReader;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.page.PageFallback;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.UploadForm;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Headers;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;

/** The site over HTTP. Reads the profile and sends requests only from the first request on. */
public final class WebSite implements Site, AutoCloseable {
    private static final int MAX_REQUESTS = 512;

    private final SiteConfig config;
    private final MultipartEncoding multipart;
    private final Clock clock;
    private final Http http;
    private final ExecutorService workers = WorkerThreads.start();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("poe-timer"));
    private @Nullable SessionComponents components;

    public WebSite(SiteConfig config, MultipartEncoding multipart, Clock clock) {
        this.config = config;
        this.multipart = multipart;
        this.clock = clock;
        this.http = new Http(
                new ConnectionSettings(
                        config.proxy(),
                        config.limits().connect(),
                        config.limits().httpPing(),
                        new AccountCookies(config.baseUrl(), config.credentials(), clock),
                        MAX_REQUESTS),
                config.transport());
    }

    private synchronized SessionComponents session() {
        var current = components;
        if (current == null) {
            current = SessionComponents.assemble(config, http, multipart, workers, clock);
            components = current;
        }
        return current;
    }

    @Override
    public <T> T ask(Operation operation, Map<String, ?> values, JsonReader<T> reader) {
        var session = session();
        try {
            var request = new GraphqlRequest(operation, values, List.of(), timeLimit(operation, false));
            return reader.read(session.graphql().execute(request));
        } catch (PoeException outdated) {
            if (outdated.failure() instanceof PoeFailure.QueryOutdated) {
                return new PageFallback(this::page)
                        .read(operation, values)
                        .map(reader::read)
                        .orElseThrow(() -> outdated);
            }
            throw outdated;
        }
    }

    @Override
    public <T> CompletableFuture<T> start(
            Operation operation, Map<String, ?> values, List<Upload> files, JsonReader<T> reader) {
        // Fails here, before anything is sent, so that the caller can still change its mind.
        var session = session();
        var gate = session.graphql().prepare(operation);
        var form = session.negotiation().uploads().preferred();
        var response = new CompletableFuture<T>();
        try {
            workers.execute(() -> {
                try {
                    boolean byToken = form.style() == UploadForm.Style.FINISH_UPLOAD && !files.isEmpty();
                    Map<String, ?> complete =
                            byToken ? new UploadTokens(this::finishUpload).addTo(values, form, files) : values;
                    var request = new GraphqlRequest(
                            operation, complete, byToken ? List.of() : files, timeLimit(operation, !files.isEmpty()));
                    if (response.isDone()) {
                        // The caller gave up before the request was sent.
                        return;
                    }
                    var data = session.graphql().sendOnce(request, form, gate);
                    if (!files.isEmpty()) {
                        session.negotiation().uploads().accepted(form);
                    }
                    response.complete(reader.read(data));
                } catch (RuntimeException | Error failure) {
                    response.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            throw new PoeException(
                    new PoeFailure.RateLimited(
                            "Too much is under way in this process already (" + WorkerThreads.MAX_THREADS
                                    + " requests at once); nothing was sent.",
                            Optional.of(Duration.ofSeconds(1))),
                    full);
        }
        return response;
    }

    private Duration timeLimit(Operation operation, boolean withFiles) {
        if (operation != Operation.SEND_MESSAGE && operation != Operation.REGENERATE) {
            return config.limits().answer();
        }
        return withFiles ? config.limits().upload() : config.limits().send();
    }

    @Override
    public void prepare() {
        session().prepare();
    }

    @Override
    public <T> T channelSettings(@Nullable String channel, JsonReader<T> reader) {
        return session().channels().settings(channel, reader);
    }

    @Override
    public void useChannel(String channel) {
        session().requests().useChannel(channel);
    }

    @Override
    public SubscriptionRanking subscriptions() {
        return session().negotiation().subscriptions();
    }

    /** For a diagnosis. */
    public SessionSteps steps() {
        return new SessionSteps(session());
    }

    private String finishUpload(Upload file) {
        var session = session();
        return new FileUploader(session, multipart, config.limits().upload()).token(file);
    }

    @Override
    public Optional<SitePage> page(String path) {
        var session = session();
        return session.retry().repeat(() -> session.pages().page(path));
    }

    @Override
    public URI baseUrl() {
        return config.baseUrl();
    }

    @Override
    public Headers browserHeaders() {
        return session().requests().browserHeaders();
    }

    @Override
    public WebSocket.Factory webSockets(int maxMessageBytes) {
        return http.webSockets(config.limits().connect(), maxMessageBytes);
    }

    @Override
    public ExecutorService workers() {
        return workers;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public SiteLimits limits() {
        return config.limits();
    }

    /** Cancels everything in progress. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdownNow();
        http.close();
    }
}
