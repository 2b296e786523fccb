use sinew::prelude::*;

network! {
    #[cfg(any())]
    struct Absent< 2 => 8 relu => 1 sigmoid >;
}

network! {
    #[cfg_attr(all(), derive(Debug), cfg(any()))]
    struct Conditional< 2 => 8 relu => 1 sigmoid >;
}

#[sinew::attribute::network(2 => 1)]
#[cfg_attr(all(), cfg_attr(not(all()), derive(Debug)), cfg_attr(all(), cfg(any())))]
struct Conditional;

network! {
    #[cfg_attr(all(), derive(Debug), cfg(all()), allow(non_camel_case_types))]
    #[cfg_attr(any(), cfg(any()), derive(NoTrait))]
    struct present< 2 => 1 >;
}

mod old {
    #![deny(warnings)]

    sinew::network! {
        #[deprecated]
        struct Old< 2 => 1 >;
    }
    sinew::network! {
        #[cfg_attr(all(), deprecated = "it is old")]
        pub struct Older< 2 => residual { 3 => 2 } => 1 >;
    }
}

network! {
    #[repr(align(32))]
    #[derive(Debug, Clone, Copy, PartialEq, Default)]
    struct Aligned< 2 => 1 >;
}

struct Absent;
struct Conditional;

#[test]
fn it_works() {
    let _ = (Absent, Conditional);
    assert_eq!(
        format!("{:?}", present::zeros()),
        format!("present {{ parameters: {:?} }}", [0.0; 3])
    );
    assert_eq!(align_of::<Aligned>(), 32);
    assert_eq!(Aligned::default(), Aligned::zeros());
}
