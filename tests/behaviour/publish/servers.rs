//! vsftpd and OpenSSH's sshd as Debian packs them, on loopback, each with a folder and a configuration of its own. They
//! need root (or sudo), as they do anywhere; what they leave on the system is one file in `/etc/pam.d`.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::PASSWORD;

/// The name under which sshd asks PAM: whoever says the password is let in, whatever their name.
const PAM: &str = "oideyo-publish-test";
/// Ports that a server may use for data.
pub const DATA_PORTS: u16 = 12;

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0\n")
}

/// A program that needs root.
fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", program]);
    sudo
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Writes PAM's file once.
fn pam() {
    static WRITTEN: OnceLock<()> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let rules = format!(
            "auth required pam_exec.so expose_authtok quiet /bin/grep -qxz {PASSWORD}\nauth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n"
        );
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), rules).unwrap();
        run(as_root("install").args(["-m", "644"]).arg(file.path()).arg(format!("/etc/pam.d/{PAM}")));
    });
}

/// The first of `count` ports that nobody uses, on every loopback address.
pub fn ports(count: u16) -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let nth = NEXT.fetch_add(count, Ordering::Relaxed) % 20_000;
        let first = 20_000 + (nth + (std::process::id() % 600) as u16 * 30) % 12_000;
        if (first..first + count).all(|port| TcpListener::bind(("0.0.0.0", port)).is_ok()) {
            return first;
        }
    }
}

/// A server that ends with the test.
pub struct Server {
    child: Child,
    folder: TempDir,
    pub port: u16,
    /// The first port for data; there are [`DATA_PORTS`].
    pub data: u16,
}

impl Server {
    /// The folder that is published.
    pub fn web(&self) -> PathBuf {
        self.folder.path().join("web")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn started(mut command: Command, folder: TempDir, port: u16, data: u16) -> Self {
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut server = Self { child, folder, port, data };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || std::fs::read_to_string(server.folder.path().join("log")).unwrap_or_default();
            if let Some(status) = server.child.try_wait().unwrap() {
                panic!("{command:?} {status}: {}", log());
            }
            assert!(started.elapsed() < Duration::from_secs(20), "{command:?}: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if is_root() {
            let _ = self.child.kill();
        } else {
            // sudo passes it on to the server.
            let _ = Command::new("sudo").args(["-n", "kill", &self.child.id().to_string()]).status();
        }
        let _ = self.child.wait();
        // A file system of its own goes with it.
        let _ = as_root("umount").arg("-q").arg(self.folder.path().join("web")).stderr(Stdio::null()).status();
    }
}

/// A folder that users of servers can reach, with `web/` in it, which everybody can write.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    open(folder.path(), 0o755);
    for (name, mode) in [("web", 0o777), ("empty", 0o555)] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        open(&folder.path().join(name), mode);
    }
    folder
}

/// Makes `web` a file system of so many bytes; `false`: this machine (a container) does not let us.
pub fn small(server: &Server, bytes: u64) -> bool {
    let mounted = as_root("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={bytes},mode=777"), "tmpfs"])
        .arg(server.web())
        .stderr(Stdio::null())
        .status();
    mounted.is_ok_and(|status| status.success())
}

/// Makes `web` as large as one likes again.
pub fn large(server: &Server) {
    run(as_root("mount").args(["-o", "remount,size=50m"]).arg(server.web()));
}

/// A certificate for loopback, and its key, in `folder`; signed by itself, or by an authority in `ca.pem`.
pub fn certificate(folder: &Path, by_authority: bool) {
    let at = |name: &str| folder.join(name);
    let names = "subjectAltName=IP:127.0.0.1,IP:127.0.0.2";
    let new = |name: &str| {
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", &format!("/CN={name}")]);
        openssl
    };
    if by_authority {
        run(new("Aoba CA").arg("-keyout").arg(at("ca.key")).arg("-out").arg(at("ca.pem")));
        let mut request = Command::new("openssl");
        request.args(["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=ftp.city.aoba.example.jp"]);
        run(request.arg("-keyout").arg(at("key.pem")).arg("-out").arg(at("request.pem")));
        std::fs::write(at("names"), format!("{names}\nbasicConstraints=critical,CA:FALSE\n")).unwrap();
        let mut sign = Command::new("openssl");
        sign.args(["x509", "-req", "-days", "30", "-CAcreateserial", "-in"]).arg(at("request.pem"));
        sign.arg("-CA").arg(at("ca.pem")).arg("-CAkey").arg(at("ca.key")).arg("-extfile").arg(at("names"));
        run(sign.arg("-out").arg(at("cert.pem")));
    } else {
        run(new("127.0.0.1")
            .args(["-addext", names])
            .arg("-keyout")
            .arg(at("key.pem"))
            .arg("-out")
            .arg(at("cert.pem")));
    }
}

/// The fingerprint of a certificate, as openssl says it.
pub fn fingerprint(certificate: &Path) -> String {
    let openssl = Command::new("openssl")
        .args(["x509", "-noout", "-fingerprint", "-sha256", "-in"])
        .arg(certificate)
        .output()
        .unwrap();
    String::from_utf8(openssl.stdout).unwrap().split('=').nth(1).unwrap().trim().to_owned()
}

/// vsftpd, with these settings beside the usual ones.
pub fn vsftpd(settings: &[&str]) -> Server {
    vsftpd_with(settings, |folder| certificate(folder, false))
}

/// vsftpd with a certificate of its own.
pub fn vsftpd_with(settings: &[&str], certify: impl Fn(&Path)) -> Server {
    let folder = folder();
    // The user is vsftpd's own `ftp`, who is asked for a password of this list: no account of the system is needed.
    std::fs::write(folder.path().join("passwords"), format!("{PASSWORD}\n")).unwrap();
    certify(folder.path());
    let first = ports(DATA_PORTS + 1);
    let (port, data) = (first, first + 1);
    start_vsftpd(settings, folder, port, data)
}

fn start_vsftpd(settings: &[&str], folder: TempDir, port: u16, data: u16) -> Server {
    let path = folder.path().display().to_string();
    let last = data + DATA_PORTS - 1;
    let config = format!(
        "listen=YES\nlisten_ipv6=NO\nlisten_address=127.0.0.1\nlisten_port={port}\nbackground=NO\nseccomp_sandbox=NO\n\
         isolate=NO\nisolate_network=NO\nanonymous_enable=YES\nlocal_enable=NO\nwrite_enable=YES\nanon_umask=022\n\
         anon_upload_enable=YES\nanon_mkdir_write_enable=YES\nanon_other_write_enable=YES\nanon_world_readable_only=NO\n\
         secure_email_list_enable=YES\nemail_password_file={path}/passwords\nallow_writeable_chroot=YES\n\
         anon_root={path}\nsecure_chroot_dir={path}/empty\nuse_localtime=NO\n\
         pasv_enable=YES\npasv_min_port={data}\npasv_max_port={last}\ndelay_failed_login=0\nxferlog_enable=NO\n\
         ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nssl_tlsv1=YES\n\
         require_ssl_reuse=YES\nssl_ciphers=HIGH\nrsa_cert_file={path}/cert.pem\nrsa_private_key_file={path}/key.pem\n{}\n",
        settings.join("\n")
    );
    let file = folder.path().join("vsftpd.conf");
    std::fs::write(&file, config).unwrap();
    if is_root() {
        std::os::unix::fs::chown(&file, Some(0), Some(0)).unwrap();
    } else {
        run(as_root("chown").arg("root").arg(&file));
    }
    let mut command = as_root("/usr/sbin/vsftpd");
    command.arg(&file);
    Server::started(command, folder, port, data)
}

impl Server {
    /// The same vsftpd at the same port with another certificate, as after somebody else took its place.
    pub fn with_another_certificate(mut self) -> Self {
        let _ = self.child.kill();
        let _ = self.child.wait();
        certificate(self.folder.path(), false);
        let mut command = as_root("/usr/sbin/vsftpd");
        command.arg(self.folder.path().join("vsftpd.conf"));
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        Self::started(command, folder, self.port, self.data)
    }

    /// The same sshd with another host key.
    pub fn with_another_host_key(mut self) -> Self {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        std::fs::remove_file(folder.path().join("host")).unwrap();
        key(&folder.path().join("host"), "ed25519", "");
        let command = sshd_command(folder.path());
        Self::started(command, folder, self.port, self.data)
    }
}

/// A key in OpenSSH's form, its public half beside it.
pub fn key(file: &Path, kind: &str, passphrase: &str) {
    run(Command::new("ssh-keygen").args(["-q", "-t", kind, "-N", passphrase, "-f"]).arg(file));
}

fn sshd_command(folder: &Path) -> Command {
    let mut command = as_root(&folder.join(PAM).display().to_string());
    command.args(["-D", "-e", "-f"]).arg(folder.join("sshd_config"));
    command
}

/// sshd with these settings beside the usual ones. The user is root, who is let in by the password or the key `login`.
pub fn sshd(settings: &[&str]) -> Server {
    pam();
    let folder = folder();
    let path = folder.path().display().to_string();
    key(&folder.path().join("host"), "ed25519", "");
    key(&folder.path().join("login"), "ed25519", "");
    let port = ports(1);
    run(as_root("mkdir").args(["-p", "/run/sshd"]));
    // Before 9.8 sshd asks PAM under the name it is called by, after it by the name that is set.
    let version = Command::new("ssh").arg("-V").output().unwrap();
    let version = String::from_utf8_lossy(&version.stderr).into_owned();
    let number = version.split('_').nth(1).unwrap().split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap();
    let service = if number.parse::<f32>().unwrap() >= 9.8 { format!("PAMServiceName {PAM}\n") } else { String::new() };
    std::os::unix::fs::symlink("/usr/sbin/sshd", folder.path().join(PAM)).unwrap();
    let config = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {path}/host\nPidFile none\nUsePAM yes\n{service}\
         PermitRootLogin yes\nPasswordAuthentication yes\nPubkeyAuthentication yes\nStrictModes no\n\
         AuthorizedKeysFile {path}/login.pub\nMaxStartups 100\nMaxAuthTries 10\n{}\nSubsystem sftp internal-sftp\n",
        settings.join("\n")
    );
    std::fs::write(folder.path().join("sshd_config"), config).unwrap();
    let command = sshd_command(folder.path());
    Server::started(command, folder, port, 0)
}
