use sinew::prelude::*;

network! {
    #[cfg(any())]
    struct Absent< 2 => 8 relu => 1 sigmoid >;
}

network! {
    #[deprecated]
    struct Old< 2 => 1 >;
}

network! {
    #[repr(align(32))]
    #[derive(Debug, Clone, Copy, PartialEq, Default)]
    struct Aligned< 2 => 1 >;
}

struct Absent;

#[test]
fn it_works() {
    let _ = Absent;
    assert_eq!(align_of::<Aligned>(), 32);
    assert_eq!(Aligned::default(), Aligned::zeros());
}
