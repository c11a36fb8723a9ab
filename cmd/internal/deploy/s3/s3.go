// Package s3 publishes to a bucket of a store that speaks Amazon's S3, with conditional writes.
package s3

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/hosting"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A Bucket is a deploy.Target: the keys of a bucket below a prefix.
type Bucket struct {
	client minio.Core
	bucket string
	prefix string
}

// New makes the target s3://bucket/prefix. Who asks, and where the store is, stands in the environment, under the
// names that Amazon's own tools read: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN,
// AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION.
func New(address *url.URL, env func(string) string) (*Bucket, error) {
	prefix := strings.Trim(address.Path, "/")
	if address.User != nil || address.Port() != "" || prefix != "" && !public.ValidPath(prefix) {
		return nil, &public.Error{
			What: source.Msg("the target names a bucket and a prefix, and nothing else",
				"la destination nomme un bucket et un préfixe, rien d’autre"),
			Hint: source.Msg("write it as s3://bucket/prefix, and credentials in the environment",
				"écrivez-la comme s3://bucket/préfixe, et les identifiants dans l’environnement"),
		}
	}
	key, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if key == "" || secret == "" {
		return nil, &public.Error{
			What: source.Msg("there are no credentials for the bucket", "il n’y a pas d’identifiants pour le bucket"),
			Hint: source.Msg("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
				"donnez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY dans l’environnement"),
		}
	}
	endpoint, err := url.Parse(cmp.Or(env("AWS_ENDPOINT_URL_S3"), env("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com"))
	if err != nil || endpoint.Host == "" || endpoint.Scheme != "https" && endpoint.Scheme != "http" {
		return nil, &public.Error{
			What: source.Msg("AWS_ENDPOINT_URL is no address", "AWS_ENDPOINT_URL n’est pas une adresse"),
			Hint: source.Msg("write it as https://account.r2.cloudflarestorage.com",
				"écrivez-la comme https://compte.r2.cloudflarestorage.com"),
		}
	}
	region := cmp.Or(env("AWS_REGION"), env("AWS_DEFAULT_REGION"))
	if region == "" && !strings.HasSuffix(endpoint.Host, ".amazonaws.com") {
		region = "us-east-1" // what other stores take; Amazon is asked where the bucket is
	}
	client, err := minio.NewCore(endpoint.Host, &minio.Options{
		Creds:      credentials.NewStaticV4(key, secret, env("AWS_SESSION_TOKEN")),
		Secure:     endpoint.Scheme == "https",
		Region:     region,
		Transport:  newTransport(),
		MaxRetries: 1, // package deploy tries again
	})
	if err != nil {
		return nil, err
	}
	return &Bucket{*client, address.Hostname(), prefix}, nil
}

func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = deploy.Stalled
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := (&net.Dialer{Timeout: deploy.Stalled}).DialContext(ctx, network, address)
		return deploy.StallingConn{Conn: c}, err
	}
	t.MaxIdleConnsPerHost = 16
	t.DisableCompression = true
	return t
}

func (b *Bucket) key(name string) string { return path.Join(b.prefix, name) }

// Read implements deploy.Target.
func (b *Bucket) Read(ctx context.Context, name string) ([]byte, string, error) {
	body, info, _, err := b.client.GetObject(ctx, b.bucket, b.key(name), minio.GetObjectOptions{})
	if err != nil {
		return nil, "", b.describe(err)
	}
	defer body.Close()
	data := bytes.NewBuffer(make([]byte, 0, info.Size+bytes.MinRead)) // read without growing
	_, err = data.ReadFrom(body)
	return data.Bytes(), info.ETag, b.describe(err)
}

// Swap implements deploy.Target, with If-Match and If-None-Match.
func (b *Bucket) Swap(ctx context.Context, name string, data []byte, revision string) (string, error) {
	o := b.options(name)
	o.CacheControl = "no-store"
	if revision == "" {
		o.SetMatchETagExcept("*")
	} else {
		o.SetMatchETag(revision)
	}
	next, err := b.putIf(ctx, name, data, o)
	if err == nil && revision == "" {
		err = b.checkConditions(ctx, name, data)
	}
	return next, err
}

func (b *Bucket) putIf(ctx context.Context, name string, data []byte, o minio.PutObjectOptions) (string, error) {
	info, err := b.client.Client.PutObject(ctx, b.bucket, b.key(name), bytes.NewReader(data), int64(len(data)), o)
	if status(err) == http.StatusConflict { // somebody else writes the key at this moment
		err = errors.New(err.Error())
	}
	return info.ETag, b.describe(err)
}

// checkConditions makes sure, once a bucket, that the store does not write where a condition does not hold: some pass
// over those that they do not know, and publishers would mix.
func (b *Bucket) checkConditions(ctx context.Context, name string, data []byte) error {
	none, other := b.options(name), b.options(name)
	none.SetMatchETagExcept("*")
	other.SetMatchETag("00000000000000000000000000000000")
	for _, o := range []minio.PutObjectOptions{none, other} {
		if _, err := b.putIf(ctx, name, data, o); err == nil {
			return noConditions(errors.New("If-Match"))
		} else if !errors.Is(err, deploy.ErrChanged) {
			return err
		}
	}
	return nil
}

// isKept says whether what a page was is kept under this name: nobody is to see it as a page.
func isKept(name string) bool { return strings.HasPrefix(name, public.Bookkeeping+"/") }

func (b *Bucket) options(name string) minio.PutObjectOptions {
	// In one part: parts of an upload that was killed would stay in the bucket, seen by nobody and paid for.
	o := minio.PutObjectOptions{ContentType: hosting.ContentType(name), CacheControl: hosting.CacheControl(name),
		DisableMultipart: true}
	if isKept(name) {
		o.ContentType, o.CacheControl = "application/octet-stream", "no-store"
	}
	return o
}

// Put implements deploy.Target. A key shows the old object until all of the new one is there.
func (b *Bucket) Put(ctx context.Context, name string, c deploy.Content) error {
	r, err := c.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = b.client.Client.PutObject(ctx, b.bucket, b.key(name), io.Reader(r), c.Size, b.options(name))
	return b.describe(err)
}

// Copy implements deploy.Target.
func (b *Bucket) Copy(ctx context.Context, from, to string) error {
	o := b.options(to)
	_, err := b.client.Client.CopyObject(ctx, minio.CopyDestOptions{
		Bucket: b.bucket, Object: b.key(to), ReplaceMetadata: true,
		ContentType: o.ContentType, CacheControl: o.CacheControl,
	}, minio.CopySrcOptions{Bucket: b.bucket, Object: b.key(from)})
	return b.describe(err)
}

// Exists implements deploy.Target.
func (b *Bucket) Exists(ctx context.Context, name string) (bool, error) {
	_, err := b.client.StatObject(ctx, b.bucket, b.key(name), minio.StatObjectOptions{})
	if err = b.describe(err); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// KeepsVersions says whether the bucket keeps what is replaced and removed: those who may read old versions still can.
func (b *Bucket) KeepsVersions(ctx context.Context) bool {
	v, err := b.client.GetBucketVersioning(ctx, b.bucket)
	return err == nil && (v.Enabled() || v.Suspended())
}

// Delete implements deploy.Target: a thousand keys a request where the store can do that, else one.
func (b *Bucket) Delete(ctx context.Context, names []string) error {
	if len(names) > 1 {
		ctx, cancel := context.WithCancel(ctx)
		keys := make(chan minio.ObjectInfo)
		go func() {
			defer close(keys)
			for _, n := range names {
				select {
				case keys <- minio.ObjectInfo{Key: b.key(n)}:
				case <-ctx.Done():
					return
				}
			}
		}()
		failed := false
		for range b.client.RemoveObjects(ctx, b.bucket, keys, minio.RemoveObjectsOptions{}) {
			failed = true
		}
		cancel()
		if !failed {
			return nil
		}
	}
	for _, n := range names {
		err := b.describe(b.client.RemoveObject(ctx, b.bucket, b.key(n), minio.RemoveObjectOptions{}))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return ctx.Err()
}
